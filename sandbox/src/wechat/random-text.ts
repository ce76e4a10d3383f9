import { randomBytes } from 'node:crypto'

/** An unguessable text of letters and digits, as WeChat's tokens, codes and tickets are. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64').replace(/[+/=]/g, 'x').slice(0, length)
}
