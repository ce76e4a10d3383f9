import { randomBytes } from 'node:crypto'
import { Types } from 'mongoose'

/** A new document id: 24 hexadecimal characters, ascending in time. */
export function newId(): string {
  return new Types.ObjectId().toHexString()
}

/** An id that cannot be guessed, for what is shown in links and QR codes: 22 characters of base64url. */
export function publicId(): string {
  return randomBytes(16).toString('base64url')
}
