import { model, Schema } from 'mongoose'
import { baseSchemaOptions } from '../../../database/schema.ts'
import { publicId } from '../../../ids.ts'

export type Side = 'front' | 'back'

/** A photo accepted for one side. */
export interface CapturedSide {
  fileId: string
  /** SHA-256 of what was sent, hexadecimal. */
  sha256: string
  takenAt: Date
}

/** The ten minutes in which both sides of the identity card are photographed; used for one registration step. */
export interface CaptureSession {
  _id: string
  accountId: string
  personId: string
  expiresAt: Date
  front: CapturedSide | null
  back: CapturedSide | null
  /** Read from the back: YYYY-MM-DD, `long-term`, or null while there is no back. */
  validTo: string | null
  /** Used, or replaced by a newer session. */
  closedAt: Date | null
  createdAt: Date
}

const sideSchema = new Schema<CapturedSide>(
  {
    fileId: { type: String, required: true },
    sha256: { type: String, required: true },
    takenAt: { type: Date, required: true },
  },
  { _id: false, strict: 'throw' },
)

const schema = new Schema<CaptureSession>(
  {
    _id: { type: String, default: publicId },
    accountId: { type: String, required: true },
    personId: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    front: { type: sideSchema, default: null },
    back: { type: sideSchema, default: null },
    validTo: { type: String, default: null },
    closedAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)
schema.index({ accountId: 1, closedAt: 1 })

export const CaptureSessionModel = model<CaptureSession>('CaptureSession', schema, 'capture_sessions')
