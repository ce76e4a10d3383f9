import { createHash } from 'node:crypto'
import type { KeyRange } from './view.ts'

/** Fixed tables; collections and indexes are numbered from `firstTable`. */
export const systemTables = { catalog: 0, sessions: 1, garbage: 2 } as const
export const firstTable = 16

/** lmdb takes keys up to 1978 bytes; an index key has two parts and a table number. */
const longestPart = 900
const keptOfLong = 868

const prefixes = new Map<number, Buffer>()

/** The four bytes that begin every key of a table. */
export function tablePrefix(table: number): Buffer {
  let prefix = prefixes.get(table)
  if (!prefix) {
    prefix = Buffer.alloc(4)
    prefix.writeUInt32BE(table)
    prefixes.set(table, prefix)
  }
  return prefix
}

export function isLongPart(part: Buffer): boolean {
  return part.length > longestPart
}

/** A part as it is stored: a long one keeps its beginning and the hash of the whole, so equality stays exact. */
export function storedPart(part: Buffer): Buffer {
  if (!isLongPart(part)) return part
  return Buffer.concat([part.subarray(0, keptOfLong), createHash('sha256').update(part).digest()])
}

export function tableKey(table: number, part: Buffer): Buffer {
  return Buffer.concat([tablePrefix(table), storedPart(part)])
}

/** Key of a non-unique index entry. */
export function entryKey(table: number, part: Buffer, idPart: Buffer): Buffer {
  return Buffer.concat([tablePrefix(table), storedPart(part), storedPart(idPart)])
}

/** A bound inside a table; long bounds are cut, so that the range can only grow. */
export function boundKey(table: number, part: Buffer): Buffer {
  return Buffer.concat([tablePrefix(table), part.length > keptOfLong ? part.subarray(0, keptOfLong) : part])
}

/** The smallest key above every key that begins with `prefix`. */
export function afterPrefix(prefix: Buffer): Buffer {
  const next = Buffer.from(prefix)
  let end = next.length
  while (end > 0 && next[end - 1] === 0xff) end -= 1
  if (end === 0) return Buffer.alloc(1978, 0xff)
  next[end - 1] = (next[end - 1] as number) + 1
  return next.subarray(0, end)
}

export function prefixRange(prefix: Buffer): KeyRange {
  return { low: prefix, high: afterPrefix(prefix) }
}

export function tableRange(table: number): KeyRange {
  return prefixRange(tablePrefix(table))
}
