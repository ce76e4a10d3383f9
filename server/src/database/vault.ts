import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** An encrypted text as it lies in the database: key id, nonce, cipher text with its tag (base64). */
export interface Sealed {
  k: string
  n: string
  c: string
}

/** Encrypted bytes of a file: nonce, cipher text and tag in one piece, and the key's id beside it. */
export interface SealedBytes {
  keyId: string
  bytes: Buffer
}

/** Encrypts personal data with AES-256-GCM. `field` is `collection.field` and is bound to the cipher text. */
export interface Vault {
  encryptField(field: string, value: string): Sealed
  /** @throws Error when the key is unknown, the content was changed or belongs to another field */
  decryptField(field: string, sealed: Sealed): string
  /** A keyed digest to look a value up by; the caller normalises the value first. */
  blindIndex(field: string, normalisedValue: string): string
  encryptBytes(purpose: string, content: Buffer): SealedBytes
  decryptBytes(purpose: string, sealed: SealedBytes): Buffer
}

const nonceLength = 12
const tagLength = 16

export function createVault(options: {
  dataKeys: { current: string; keys: Record<string, string> }
  blindIndexKey: Buffer
}): Vault {
  const keys = new Map(
    Object.entries(options.dataKeys.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]),
  )
  const current = options.dataKeys.current

  function keyOf(id: string): Buffer {
    const key = keys.get(id)
    if (!key) throw new Error(`data key ${id} is not in DATA_KEYS`)
    return key
  }

  function encrypt(context: string, content: Buffer): { nonce: Buffer; sealed: Buffer } {
    const nonce = randomBytes(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', keyOf(current), nonce, { authTagLength: tagLength })
    cipher.setAAD(Buffer.from(context))
    return { nonce, sealed: Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]) }
  }

  function decrypt(context: string, keyId: string, nonce: Buffer, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId), nonce, { authTagLength: tagLength })
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(sealed.subarray(-tagLength))
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()])
  }

  return {
    encryptField(field, value) {
      const { nonce, sealed } = encrypt(field, Buffer.from(value, 'utf8'))
      return { k: current, n: nonce.toString('base64'), c: sealed.toString('base64') }
    },
    decryptField(field, { k, n, c }) {
      return decrypt(field, k, Buffer.from(n, 'base64'), Buffer.from(c, 'base64')).toString('utf8')
    },
    blindIndex(field, normalisedValue) {
      return createHmac('sha256', options.blindIndexKey)
        .update(`${field}\0${normalisedValue}`)
        .digest('base64url')
    },
    encryptBytes(purpose, content) {
      const { nonce, sealed } = encrypt(purpose, content)
      return { keyId: current, bytes: Buffer.concat([nonce, sealed]) }
    },
    decryptBytes(purpose, { keyId, bytes }) {
      return decrypt(purpose, keyId, bytes.subarray(0, nonceLength), bytes.subarray(nonceLength))
    },
  }
}
