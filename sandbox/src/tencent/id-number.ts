import { makeIdNumber } from '../world/identity.ts'

/** True for an 18-character resident identity number with the right check character (GB 11643-1999). */
export function isIdNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  return makeIdNumber(text.slice(0, 6), text.slice(6, 14), Number(text.slice(14, 17))) === text
}
