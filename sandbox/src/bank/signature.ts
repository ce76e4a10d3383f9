import { createHash, createSign, createVerify, randomBytes } from 'node:crypto'

/** Requests and notices: signed over `METHOD\nPATH\nTS\nNONCE\nBODY\n`; PATH with its query, TS in seconds. */
export function requestText(
  method: string,
  path: string,
  timestamp: string,
  nonce: string,
  body: string,
): string {
  return `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`
}

/** Answers: signed over `STATUS\nREQUEST NONCE\nTS\nNONCE\nBODY\n`, so that an answer fits one request only. */
export function responseText(
  status: number,
  requestNonce: string,
  timestamp: string,
  nonce: string,
  body: string,
): string {
  return `${status}\n${requestNonce}\n${timestamp}\n${nonce}\n${body}\n`
}

/** RSASSA-PKCS1-v1_5 with SHA-256, base64. */
export function sign(text: string, privateKeyPem: string): string {
  return createSign('RSA-SHA256').update(text, 'utf8').sign(privateKeyPem, 'base64')
}

export function verify(text: string, signature: string, publicKeyPem: string): boolean {
  return createVerify('RSA-SHA256').update(text, 'utf8').verify(publicKeyPem, signature, 'base64')
}

export const newNonce = (): string => randomBytes(16).toString('hex')
export const timestampNow = (): string => String(Math.floor(Date.now() / 1000))

/** True within ±300 seconds of now. */
export function isFresh(timestamp: string): boolean {
  return /^\d{10}$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300
}

/** SHA-256 of a value as JSON with sorted keys: equal contents have equal digests. */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
