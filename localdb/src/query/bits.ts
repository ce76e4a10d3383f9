import type { Binary } from 'bson'
import { truncatedNumber, wholeNumber } from '../bson/arithmetic.ts'
import { binaryParts } from '../bson/compare.ts'
import { mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { isNumeric, T, typeOf } from '../bson/types.ts'
import type { LeafTest } from './test-path.ts'

export type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear'

/** Tests bits of whole numbers (two's complement) and binary values (little endian). */
export function bitTest(operator: BitOperator, mask: unknown): LeafTest {
  const positions = bitPositions(operator, mask)
  const expected = operator.endsWith('Set')
  const all = operator.startsWith('$bitsAll')
  return (value) => {
    const isSet = bitReader(value)
    if (!isSet) return false
    return all
      ? positions.every((bit) => isSet(bit) === expected)
      : positions.some((bit) => isSet(bit) === expected)
  }
}

function bitReader(value: unknown): ((bit: number) => boolean) | undefined {
  if (typeOf(value) === T.binData) {
    const { bytes } = binaryParts(value as Binary)
    return (bit) => (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1
  }
  if (!isNumeric(value)) return undefined
  const number = wholeNumber(value)
  if (number === undefined) return undefined
  return (bit) => (number >> BigInt(Math.min(bit, 63))) % 2n !== 0n
}

function bitPositions(operator: string, mask: unknown): number[] {
  if (Array.isArray(mask)) return mask.map((item) => positionOf(operator, item))
  if (typeOf(mask) === T.binData) {
    const { bytes } = binaryParts(mask as Binary)
    return [...bytes].flatMap((byte, i) => bitsOf(BigInt(byte)).map((bit) => i * 8 + bit))
  }
  const number = isNumeric(mask) ? wholeNumber(mask) : undefined
  if (number === undefined) {
    throw mongoError(
      'BadValue',
      `${operator} takes an Array, a number, or a BinData but received: ${formatValue(mask)}`,
    )
  }
  if (number < 0n)
    throw mongoError('FailedToParse', `Expected a non-negative number in: ${operator}: ${formatValue(mask)}`)
  return bitsOf(number)
}

function bitsOf(number: bigint): number[] {
  const bits: number[] = []
  for (let bit = 0; number >> BigInt(bit) > 0n; bit++) if ((number >> BigInt(bit)) & 1n) bits.push(bit)
  return bits
}

function positionOf(operator: string, item: unknown): number {
  const position = isNumeric(item) ? truncatedNumber(item) : undefined
  if (position === undefined) {
    throw mongoError(
      'BadValue',
      `Failed to parse bit position. Expected a number in: ${operator}: ${formatValue(item)}`,
    )
  }
  if (position < 0n) {
    throw mongoError(
      'BadValue',
      `Failed to parse bit position. Expected a non-negative number in: ${operator}`,
    )
  }
  return Number(position)
}
