import { encodeKey } from '../bson/key.ts'
import { afterPrefix, boundKey } from '../storage/keys.ts'
import type { KeyRange } from '../storage/view.ts'
import type { Condition, Conditions } from './conditions.ts'

export type BoundsInput = {
  table: number
  paths: readonly string[]
  directions: readonly (1 | -1)[]
  multikey: boolean
}

export type Bounds = {
  /** Ascending by key, not overlapping. */
  ranges: KeyRange[]
  /** Leading fields that are one value each. */
  fixedFields: number
  /** Leading fields bound by values or a range. */
  usedFields: number
  /** The encoded tuples, when every field is bound by values. */
  points?: Buffer[]
}

const mostRanges = 2000

/** Key ranges of an index that hold every document fulfilling the conditions (and perhaps more). */
export function boundsOf(input: BoundsInput, conditions: Conditions): Bounds {
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let fixedFields = 0
  let used = 0
  for (const [position, path] of input.paths.entries()) {
    const condition = conditions.get(path)
    const direction = input.directions[position] as 1 | -1
    if (condition?.points && prefixes.length * condition.points.length <= mostRanges) {
      const parts = distinctParts(condition.points, direction)
      prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])))
      if (parts.length === 1 && fixedFields === used) fixedFields += 1
      used += 1
      continue
    }
    if (condition?.low || condition?.high) {
      used += 1
      const ranges = prefixes.map((prefix) => fieldRange(input, prefix, condition, direction))
      return { ranges: ordered(ranges), fixedFields, usedFields: used }
    }
    break
  }
  const ranges = prefixes.map((prefix) => {
    const low = boundKey(input.table, prefix)
    return { low, high: afterPrefix(low) }
  })
  const points = used === input.paths.length ? { points: prefixes } : {}
  return { ranges: ordered(ranges), fixedFields, usedFields: used, ...points }
}

function distinctParts(values: unknown[], direction: 1 | -1): Buffer[] {
  if (values.length === 1) return [encodeKey(values, [direction])]
  const parts = values.map((value) => encodeKey([value], [direction])).toSorted(Buffer.compare)
  return parts.filter((part, index) => index === 0 || !part.equals(parts[index - 1] as Buffer))
}

/** The range of one field below a prefix; only values of the bound's own type can match. */
function fieldRange(input: BoundsInput, prefix: Buffer, condition: Condition, direction: 1 | -1): KeyRange {
  const bounds = input.multikey ? onlyOne(condition) : condition
  const type = Buffer.concat([prefix, typePart((bounds.low ?? bounds.high)?.value, direction)])
  const start = direction === 1 ? bounds.low : bounds.high
  const end = direction === 1 ? bounds.high : bounds.low
  const low = start
    ? boundKey(input.table, Buffer.concat([prefix, encodeKey([start.value], [direction])]))
    : boundKey(input.table, type)
  const high = end
    ? afterPrefix(boundKey(input.table, Buffer.concat([prefix, encodeKey([end.value], [direction])])))
    : afterPrefix(boundKey(input.table, type))
  return { low, high }
}

/** In an array different elements may fulfil the two bounds, so only one of them narrows the scan. */
function onlyOne(condition: Condition): Condition {
  return condition.low ? { low: condition.low } : condition
}

/** The first byte of an encoded value tells its type. */
function typePart(value: unknown, direction: 1 | -1): Buffer {
  return encodeKey([value], [direction]).subarray(0, 1)
}

function ordered(ranges: KeyRange[]): KeyRange[] {
  if (ranges.length === 1) return ranges
  const sorted = ranges.toSorted((a, b) => Buffer.compare(a.low, b.low))
  return sorted.filter(
    (range, index) => index === 0 || !range.low.equals((sorted[index - 1] as KeyRange).low),
  )
}
