import { wholeNumber } from '../bson/arithmetic.ts'
import { mongoError } from '../bson/errors.ts'
import { isNumeric, T, typeCodes, typeNameOfCode, typeOf } from '../bson/types.ts'
import type { LeafTest } from './test-path.ts'

const numbers = [T.int, T.long, T.double, T.decimal]

/** `$type`: a code, an alias, 'number', or an array of them. */
export function typeTest(spec: unknown): LeafTest {
  if (Array.isArray(spec) && spec.length === 0) {
    throw mongoError('FailedToParse', ' must match at least one type')
  }
  const codes = new Set((Array.isArray(spec) ? spec : [spec]).flatMap(codesOf))
  return (value) => value !== undefined && codes.has(typeOf(value))
}

function codesOf(item: unknown): readonly number[] {
  if (item === 'number') return numbers
  if (typeof item === 'string') {
    const code = typeCodes.get(item)
    if (code === undefined) throw mongoError('BadValue', `Unknown type name alias: ${item}`)
    return [code]
  }
  if (!isNumeric(item)) throw mongoError('TypeMismatch', 'type must be represented as a number or a string')
  const code = Number(wholeNumber(item) ?? NaN)
  if (code === T.missing || typeNameOfCode(code) === String(code)) {
    throw mongoError('BadValue', `Invalid numerical type code: ${String(item)}`)
  }
  return [code]
}
