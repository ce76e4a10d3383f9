import { createSign, createVerify } from 'node:crypto'

/** The bank's protocol allows five minutes of difference between clocks. */
const toleranceS = 300

/** The text that a request or a notice is signed over. */
export function requestText(
  method: string,
  path: string,
  timestamp: string,
  nonce: string,
  body: string,
): string {
  return `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`
}

/** The text that an answer is signed over; with the request's nonce, so that it answers that request only. */
export function responseText(
  status: number,
  requestNonce: string,
  timestamp: string,
  nonce: string,
  body: string,
): string {
  return `${status}\n${requestNonce}\n${timestamp}\n${nonce}\n${body}\n`
}

/** RSA with SHA-256, base64. */
export function signText(text: string, privateKeyPem: string): string {
  return createSign('RSA-SHA256').update(text, 'utf8').sign(privateKeyPem, 'base64')
}

export function isSignedBy(text: string, signature: string, publicKeyPem: string): boolean {
  return createVerify('RSA-SHA256').update(text, 'utf8').verify(publicKeyPem, signature, 'base64')
}

/** Real time, not the movable clock: signatures protect the wire. */
export function isFresh(timestamp: string): boolean {
  return /^\d{10}$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceS
}
