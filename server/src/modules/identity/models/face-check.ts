import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString } from '../../../database/schema.ts'
import type { Sealed } from '../../../database/vault.ts'
import { publicId } from '../../../ids.ts'
import type { WechatApp } from './wechat-identity.ts'

export type FaceCheckPurpose = 'seal' | 'contact-proof' | 'login'

/** Where a login that waits for the face check goes on. */
export interface FaceLogin {
  accountId: string
  app: WechatApp | null
  openid: string | null
  unionid: string | null
  scene: string | null
}

/** A face check of one person for one purpose; its id and its link cannot be guessed. */
export interface FaceCheck {
  _id: string
  purpose: FaceCheckPurpose
  subjectId: string
  /** In the address that the phone opens. */
  linkToken: string
  bizToken: string
  /** The service's page. */
  url: string
  name: Sealed
  idNumber: Sealed
  state: 'pending' | 'passed' | 'failed' | 'expired'
  reason: string | null
  requestedBy: string | null
  organisationId: string | null
  login: FaceLogin | null
  /** Origin of the page that a login returns to. */
  returnOrigin: string | null
  expiresAt: Date
  passedAt: Date | null
  usedAt: Date | null
  createdAt: Date
}

const loginSchema = new Schema<FaceLogin>(
  {
    accountId: { type: String, required: true },
    app: { type: String, default: null },
    openid: { type: String, default: null },
    unionid: { type: String, default: null },
    scene: { type: String, default: null },
  },
  { _id: false, strict: 'throw' },
)

const schema = new Schema<FaceCheck>(
  {
    _id: { type: String, default: publicId },
    purpose: { type: String, enum: ['seal', 'contact-proof', 'login'], required: true },
    subjectId: { type: String, required: true },
    linkToken: { type: String, required: true },
    bizToken: { type: String, required: true },
    url: { type: String, required: true },
    name: encryptedString({ required: true }),
    idNumber: encryptedString({ required: true }),
    state: {
      type: String,
      enum: ['pending', 'passed', 'failed', 'expired'],
      default: 'pending',
      required: true,
    },
    reason: { type: String, default: null },
    requestedBy: { type: String, default: null },
    organisationId: { type: String, default: null },
    login: { type: loginSchema, default: null },
    returnOrigin: { type: String, default: null },
    expiresAt: { type: Date, required: true },
    passedAt: { type: Date, default: null },
    usedAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)
schema.index({ linkToken: 1 }, { unique: true })
schema.index({ purpose: 1, subjectId: 1, state: 1, passedAt: -1 })

export const FaceCheckModel = model<FaceCheck>('FaceCheck', schema, 'face_checks')
