import { z } from 'zod'

/** Integer fen (1/100 yuan). Money is never a fraction and never a float of yuan. */
export type Fen = number & { readonly __fen: unique symbol }

/** Largest amount of one payment or balance that is handled: 1 万亿 yuan, far inside 2^53. */
const maxFen = 100_000_000_000_000

/** Brands a number as fen; throws RangeError when it is not an integer within ±1 万亿 yuan. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value) || Math.abs(value) > maxFen)
    throw new RangeError(`not an amount in fen: ${value}`)
  return value as Fen
}

export const zFen = z
  .int()
  .min(-maxFen)
  .max(maxFen)
  .transform((value) => value as Fen)
export const zPositiveFen = z
  .int()
  .positive('金额须大于 0')
  .max(maxFen, '金额过大')
  .transform((value) => value as Fen)

/** Rate in basis points: 1,000 = 10 %. */
export type BasisPoints = number
export const zBasisPoints = z.int().min(0).max(10_000)

/** amount × rate, rounded half up to fen. The only place where a fee is rounded. */
export function applyRate(amount: Fen, rate: BasisPoints): Fen {
  return fen(Number((BigInt(amount) * BigInt(rate) + 5_000n) / 10_000n))
}

/**
 * Reads a plain decimal in yuan ("1,234" is refused; "1234.5" is 123450 fen).
 * Returns null for anything else: words, signs, more than two decimals, exponents, zero or less.
 */
export function parseYuan(text: string): Fen | null {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!match) return null
  const value = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return value > 0 ? fen(value) : null
}

/** ￥1,234.56 */
export function formatYuan(amount: number): string {
  return `${amount < 0 ? '-' : ''}￥${plainYuan(Math.abs(amount)).replace(/\B(?=(\d{3})+\.)/g, ',')}`
}

/** 1234.56: two decimals, no sign for thousands; for files and input fields. */
export function plainYuan(amount: number): string {
  const absolute = Math.abs(amount)
  return `${amount < 0 ? '-' : ''}${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`
}
