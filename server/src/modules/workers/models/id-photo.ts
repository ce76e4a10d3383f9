import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField } from '../../../database/schema.ts'
import type { Side } from './capture-session.ts'

/**
 * An accepted photo of an identity card, remembered for ever so that it is never accepted again, from anybody.
 * `contentIndex` is a blind index of what was read on it: the same picture says the same, so only photos that say
 * the same are compared by their looks.
 */
export interface IdPhoto {
  _id: string
  personId: string
  captureSessionId: string
  side: Side
  fileId: string
  /** SHA-256 of what was sent, hexadecimal. */
  sha256: string
  /** Perceptual hash, hexadecimal (photos/perceptual-hash.ts). */
  look: string
  contentIndex: string
  takenAt: Date
}

const schema = new Schema<IdPhoto>(
  {
    _id: idField,
    personId: { type: String, required: true },
    captureSessionId: { type: String, required: true },
    side: { type: String, enum: ['front', 'back'], required: true },
    fileId: { type: String, required: true },
    sha256: { type: String, required: true },
    look: { type: String, required: true },
    contentIndex: { type: String, required: true },
    takenAt: { type: Date, required: true },
  },
  baseSchemaOptions,
)
schema.index({ sha256: 1 }, { unique: true })
schema.index({ contentIndex: 1, side: 1 })

export const IdPhotoModel = model<IdPhoto>('IdPhoto', schema, 'id_photos')
