import { model, Schema } from 'mongoose'
import { subjectField } from '../../database/schema.ts'
import { publicId } from '../../ids.ts'

/** A stored content and whose it is. The content itself lies encrypted in the file store under `_id`. */
export interface StoredFile {
  _id: string
  /** What it is for, as in `id-photo` or `deliverable`. */
  purpose: string
  owner: { type: string; id: string }
  contentType: string
  /** Bytes of the content. */
  size: number
  /** Of the content, hexadecimal. */
  sha256: string
  /** Offered as the name to save under. */
  name: string | null
  keyId: string
  createdAt: Date
}

const schema = new Schema<StoredFile>(
  {
    _id: { type: String, default: publicId },
    purpose: { type: String, required: true },
    owner: subjectField,
    contentType: { type: String, required: true },
    size: { type: Number, required: true },
    sha256: { type: String, required: true },
    name: { type: String, default: null },
    keyId: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)
schema.index({ 'owner.type': 1, 'owner.id': 1, purpose: 1 })
schema.index({ sha256: 1, purpose: 1 })

export const StoredFileModel = model<StoredFile>('StoredFile', schema, 'files')
