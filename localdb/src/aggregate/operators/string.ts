import { Int32 } from 'bson'
import { compareCodePoints } from '../../bson/compare.ts'
import { locationError } from '../../bson/errors.ts'
import { toNumber } from '../../bson/number.ts'
import { isNumeric, typeName } from '../../bson/types.ts'
import {
  binary,
  isNullish,
  isString,
  named,
  positional,
  unary,
  variadic,
  type Operator,
  type OperatorTable,
} from '../operator.ts'
import { coerceToString } from '../text.ts'

function concat(args: unknown[]): unknown {
  for (const arg of args) {
    if (!isNullish(arg) && !isString(arg))
      throw locationError(16702, `$concat only supports strings, not ${typeName(arg)}`)
  }
  return args.some(isNullish) ? null : args.join('')
}

const lower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
const upper = (text: string): string => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())

function compareIgnoringCase(a: unknown, b: unknown): Int32 {
  return new Int32(Math.sign(compareCodePoints(upper(coerceToString(a)), upper(coerceToString(b)))))
}

function substrBytes(args: unknown[], _frame: unknown, name: string): string {
  const bytes = Buffer.from(coerceToString(args[0]), 'utf8')
  const start = offsetOf(args[1], name, 16034)
  const size = offsetOf(args[2], name, 16035)
  if (start < 0) throw locationError(50752, `${name}:  starting index must be non-negative (got: ${start})`)
  const end = size < 0 ? bytes.length : Math.min(start + size, bytes.length)
  if (isContinuation(bytes[start])) {
    throw locationError(28656, `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`)
  }
  if (start < end && isContinuation(bytes[end])) {
    throw locationError(28657, `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`)
  }
  return start >= bytes.length ? '' : bytes.toString('utf8', start, end)
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

function offsetOf(value: unknown, name: string, code: number): number {
  if (!isNumeric(value))
    throw locationError(
      code,
      `${name}: starting index and length must be a numeric type (is BSON type ${typeName(value)})`,
    )
  return Math.trunc(toNumber(value))
}

function substrCodePoints(args: unknown[]): string {
  const points = [...coerceToString(args[0])]
  const start = wholeOf(args[1], '$substrCP: starting index', 34450)
  const size = wholeOf(args[2], '$substrCP: length', 34452)
  if (start < 0) throw locationError(34455, '$substrCP: the starting index must be nonnegative integer.')
  if (size < 0) throw locationError(34454, '$substrCP: length must be a nonnegative integer.')
  return points.slice(start, start + size).join('')
}

function wholeOf(value: unknown, what: string, code: number): number {
  const number = isNumeric(value) ? toNumber(value) : NaN
  if (!Number.isInteger(number))
    throw locationError(
      code,
      `${what} must be a numeric type that is representable as a 32-bit integral value (is BSON type ${typeName(value)})`,
    )
  return number
}

function length(count: (text: string) => number, code: number): Operator {
  return unary((value, _frame, name) => {
    if (!isString(value))
      throw locationError(code, `${name} requires a string argument, found: ${typeName(value)}`)
    return new Int32(count(value))
  })
}

function split(value: unknown, separator: unknown): unknown {
  if (isNullish(value) || isNullish(separator)) return null
  if (!isString(value))
    throw locationError(
      40085,
      `$split requires an expression that evaluates to a string as a first argument, found: ${typeName(value)}`,
    )
  if (!isString(separator))
    throw locationError(
      40086,
      `$split requires an expression that evaluates to a string as a second argument, found: ${typeName(separator)}`,
    )
  if (separator === '') throw locationError(40087, '$split requires a non-empty separator')
  return value.split(separator)
}

const whitespace =
  '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'

function trim(left: boolean, right: boolean): Operator {
  return named(['input'], ['chars'], (values, _frame, name) => {
    const { input, chars } = values
    if (isNullish(input)) return null
    if (!isString(input))
      throw locationError(50699, `${name} requires its input to be a string, got ${typeName(input)} instead.`)
    if ('chars' in values && isNullish(chars)) return null
    if ('chars' in values && !isString(chars))
      throw locationError(50700, `${name} requires 'chars' to be a string, got ${typeName(chars)} instead.`)
    const set = new Set(isString(chars) ? chars : whitespace)
    const points = [...input]
    const kept = (point: string): boolean => !set.has(point)
    const start = left ? points.findIndex(kept) : 0
    const end = right ? points.findLastIndex(kept) + 1 : points.length
    return start < 0 ? '' : points.slice(start, end).join('')
  })
}

/** Position of a text in another by units that `measure` cuts both into. */
function indexOf(measure: (text: string) => readonly (string | number)[]): Operator {
  return positional(2, 4, (args, _frame, name) => {
    const [text, search] = args
    if (isNullish(text)) return null
    if (!isString(text))
      throw locationError(40091, `${name} requires a string as the first argument, found: ${typeName(text)}`)
    if (!isString(search))
      throw locationError(
        40092,
        `${name} requires a string as the second argument, found: ${typeName(search)}`,
      )
    const units = measure(text)
    const wanted = measure(search)
    const start = args.length > 2 ? boundOf(args[2], name) : 0
    const end = Math.min(args.length > 3 ? boundOf(args[3], name) : units.length, units.length)
    for (let at = start; at + wanted.length <= end; at++) {
      if (wanted.every((unit, i) => unit === units[at + i])) return new Int32(at)
    }
    return new Int32(-1)
  })
}

/** A start or end position. @throws MongoError 40096, 40097. */
export function boundOf(value: unknown, name: string): number {
  const bound = isNumeric(value) ? toNumber(value) : NaN
  if (!Number.isInteger(bound))
    throw locationError(
      40096,
      `${name} requires an integral starting or ending index, found a value of type: ${typeName(value)}`,
    )
  if (bound < 0)
    throw locationError(40097, `${name} requires a nonnegative starting or ending index, found: ${bound}`)
  return bound
}

function replace(all: boolean): Operator {
  return named(['input', 'find', 'replacement'], [], ({ input, find, replacement }, _frame, name) => {
    for (const [role, value] of Object.entries({ input, find, replacement })) {
      if (!isNullish(value) && !isString(value)) {
        throw locationError(51746, `${name} requires that '${role}' be a string, found: ${typeName(value)}`)
      }
    }
    if (!isString(input) || !isString(find) || !isString(replacement)) return null
    return all ? input.replaceAll(find, () => replacement) : input.replace(find, () => replacement)
  })
}

export const stringOperators: OperatorTable = {
  $concat: variadic(concat),
  $toLower: unary((value) => lower(coerceToString(value))),
  $toUpper: unary((value) => upper(coerceToString(value))),
  $strcasecmp: binary(compareIgnoringCase),
  $substr: positional(3, 3, substrBytes),
  $substrBytes: positional(3, 3, substrBytes),
  $substrCP: positional(3, 3, substrCodePoints),
  $strLenBytes: length((text) => Buffer.byteLength(text), 34473),
  $strLenCP: length((text) => [...text].length, 34471),
  $split: binary(split),
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $indexOfBytes: indexOf((text) => [...Buffer.from(text, 'utf8')]),
  $indexOfCP: indexOf((text) => [...text]),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
}
