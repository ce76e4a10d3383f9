import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** True when `signature` is sha1 over the sorted parts (WeChat's signature of callbacks); constant time. */
export function isSignedBy(signature: string, parts: readonly string[]): boolean {
  const expected = createHash('sha1')
    .update([...parts].sort().join(''))
    .digest()
  const given = Buffer.from(/^[0-9a-f]{40}$/.test(signature) ? signature : '', 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/**
 * Opens an encrypted message: AES-256-CBC with the EncodingAESKey, then rand16 ‖ length (4 bytes, big endian) ‖
 * xml ‖ appid, padded by PKCS #7 to 32 bytes.
 * @returns undefined when anything of that form is wrong
 */
export function openMessage(encrypted: string, aesKey: string): { xml: string; appId: string } | undefined {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const cipherText = Buffer.from(encrypted, 'base64')
  if (cipherText.length === 0 || cipherText.length % 32 !== 0) return undefined
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(cipherText), decipher.final()])
  const padding = padded.at(-1) ?? 0
  if (padding < 1 || padding > 32 || !padded.subarray(-padding).every((byte) => byte === padding))
    return undefined
  const plain = padded.subarray(0, padded.length - padding)
  if (plain.length < 20) return undefined
  const end = 20 + plain.readUInt32BE(16)
  if (end > plain.length) return undefined
  return { xml: plain.subarray(20, end).toString('utf8'), appId: plain.subarray(end).toString('utf8') }
}
