import { Int32 } from 'bson'
import { wholeNumber } from '../../bson/arithmetic.ts'
import { locationError } from '../../bson/errors.ts'
import { toNumber } from '../../bson/number.ts'
import { isDoc, isNumeric, setField, typeName, type Doc } from '../../bson/types.ts'
import { compileSort } from '../../query/sort.ts'
import { isTrue } from '../../bson/truth.ts'
import {
  binary,
  isNullish,
  isString,
  named,
  namedArguments,
  positional,
  unary,
  variadic,
  type Operator,
  type OperatorTable,
} from '../operator.ts'
import { compareOperands } from './comparison.ts'
import { boundOf } from './string.ts'

function elementAt(list: unknown, index: unknown): unknown {
  if (isNullish(list) || isNullish(index)) return null
  if (!Array.isArray(list))
    throw locationError(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(list)}`)
  if (!isNumeric(index))
    throw locationError(
      28690,
      `$arrayElemAt's second argument must be a numeric value, but is ${typeName(index)}`,
    )
  const at = wholeNumber(index)
  if (at === undefined)
    throw locationError(
      28691,
      `$arrayElemAt's second argument must be representable as a 32-bit integer: ${String(index)}`,
    )
  return list.at(Number(at))
}

function endOf(pick: (list: unknown[]) => unknown): Operator {
  return unary((list, _frame, name) => {
    if (isNullish(list)) return null
    if (!Array.isArray(list))
      throw locationError(28689, `${name}'s argument must be an array, but is ${typeName(list)}`)
    return pick(list)
  })
}

function size(list: unknown): Int32 {
  if (!Array.isArray(list))
    throw locationError(17124, `The argument to $size must be an array, but was of type: ${typeName(list)}`)
  return new Int32(list.length)
}

function concatArrays(args: unknown[]): unknown {
  for (const arg of args) {
    if (!isNullish(arg) && !Array.isArray(arg))
      throw locationError(28664, `$concatArrays only supports arrays, not ${typeName(arg)}`)
  }
  return args.some(isNullish) ? null : args.flat(1)
}

function slice(args: unknown[]): unknown {
  const [list] = args
  if (args.some(isNullish)) return null
  if (!Array.isArray(list))
    throw locationError(28724, `First argument to $slice must be an array, but is of type: ${typeName(list)}`)
  const first = sliceNumber(args[1], 28725, 28726)
  if (args.length === 2) return first < 0 ? list.slice(first) : list.slice(0, first)
  const count = sliceNumber(args[2], 28727, 28728)
  if (count <= 0) throw locationError(28729, `Third argument to $slice must be positive: ${count}`)
  const start = first < 0 ? Math.max(0, list.length + first) : first
  return list.slice(start, start + count)
}

function sliceNumber(value: unknown, typeCode: number, rangeCode: number): number {
  if (!isNumeric(value))
    throw locationError(typeCode, `argument to $slice must be numeric, but is of type: ${typeName(value)}`)
  const whole = wholeNumber(value)
  if (whole === undefined)
    throw locationError(
      rangeCode,
      `argument to $slice can't be represented as a 32-bit integer: ${String(value)}`,
    )
  return Number(whole)
}

const inOperator = binary((value, list, { compare }) => {
  if (!Array.isArray(list))
    throw locationError(40081, `$in requires an array as a second argument, found: ${typeName(list)}`)
  return list.some((item) => compareOperands(value, item, compare) === 0)
})

const indexOfArray = positional(2, 4, (args, { compare }, name) => {
  const [list, wanted] = args
  if (isNullish(list)) return null
  if (!Array.isArray(list))
    throw locationError(
      40090,
      `$indexOfArray requires an array as a first argument, found: ${typeName(list)}`,
    )
  const start = args.length > 2 ? boundOf(args[2], name) : 0
  const end = args.length > 3 ? boundOf(args[3], name) : list.length
  for (let i = start; i < Math.min(end, list.length); i++) {
    if (compareOperands(list[i], wanted, compare) === 0) return new Int32(i)
  }
  return new Int32(-1)
})

function reverse(list: unknown): unknown {
  if (isNullish(list)) return null
  if (!Array.isArray(list))
    throw locationError(
      34435,
      `The argument to $reverseArray must be an array, but was of type: ${typeName(list)}`,
    )
  return list.toReversed()
}

const range = positional(2, 3, (args) => {
  const [start, end, step] = [
    rangeNumber(args[0], 'starting', 34443),
    rangeNumber(args[1], 'ending', 34445),
    args.length === 3 ? rangeNumber(args[2], 'step', 34447) : 1,
  ]
  if (step === 0) throw locationError(34449, '$range requires a non-zero step value')
  const list: Int32[] = []
  for (let at = start; step > 0 ? at < end : at > end; at += step) list.push(new Int32(at))
  return list
})

function rangeNumber(value: unknown, role: string, code: number): number {
  if (!isNumeric(value))
    throw locationError(
      code,
      `$range requires a numeric ${role} value, found value of type: ${typeName(value)}`,
    )
  const number = toNumber(value)
  if ((number | 0) !== number)
    throw locationError(
      code + 1,
      `$range requires a ${role} value that can be represented as a 32-bit integer, found value: ${number}`,
    )
  return number
}

const zip: Operator = (operand, scope, compile, name) => {
  const spec = namedArguments(operand, name, ['inputs'], ['useLongestLength', 'defaults'])
  const inputSpecs = spec['inputs']
  const defaultSpecs = spec['defaults']
  if (!Array.isArray(inputSpecs))
    throw locationError(34461, `inputs must be an array of expressions, found ${typeName(inputSpecs)}`)
  if (inputSpecs.length === 0) throw locationError(34465, '$zip requires at least one input array')
  const longest = spec['useLongestLength'] === true
  if (defaultSpecs !== undefined && !Array.isArray(defaultSpecs))
    throw locationError(34462, `defaults must be an array of expressions, found ${typeName(defaultSpecs)}`)
  if (defaultSpecs !== undefined && !longest)
    throw locationError(34466, 'cannot specify defaults unless useLongestLength is true')
  if (defaultSpecs !== undefined && defaultSpecs.length !== inputSpecs.length)
    throw locationError(34467, 'defaults and inputs must have the same length')
  const inputs = inputSpecs.map((item) => compile(item, scope))
  const defaults = (defaultSpecs ?? inputs.map(() => null)).map((item) => compile(item, scope))
  return (root) => {
    const lists = inputs.map((input) => input(root))
    for (const list of lists) {
      if (!isNullish(list) && !Array.isArray(list))
        throw locationError(34468, `$zip found a non-array expression in input: ${typeName(list)}`)
    }
    if (lists.some(isNullish)) return null
    const arrays = lists as unknown[][]
    const sizes = arrays.map((list) => list.length)
    const rows = longest ? Math.max(...sizes) : Math.min(...sizes)
    return Array.from({ length: rows }, (_row, i) =>
      arrays.map((list, column) => (i < list.length ? list[i] : defaults[column]?.(root)) ?? null),
    )
  }
}

const sortArray: Operator = (operand, scope, compile, name) => {
  const spec = namedArguments(operand, name, ['input', 'sortBy'], [])
  const input = compile(spec['input'], scope)
  const order = elementOrder(spec['sortBy'])
  return (root) => {
    const list = input(root)
    if (isNullish(list)) return null
    if (!Array.isArray(list))
      throw locationError(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(list)}`,
      )
    return list.toSorted((a, b) => order(a, b, scope.frame.compare))
  }
}

/** The order of `sortBy`: a direction for whole values or a pattern for documents; also that of `$push.$sort`. */
export function elementOrder(
  sortBy: unknown,
): (a: unknown, b: unknown, compare: (a: unknown, b: unknown) => number) => number {
  if (isDoc(sortBy)) {
    const byFields = compileSort(sortBy)
    const asDoc = (value: unknown): Doc => (isDoc(value) ? value : {})
    return (a, b) => byFields(asDoc(a), asDoc(b))
  }
  const direction = isNumeric(sortBy) ? toNumber(sortBy) : NaN
  if (direction !== 1 && direction !== -1) {
    throw locationError(2942507, 'The $sort element value must be either 1 or -1')
  }
  return (a, b, compare) => compare(a, b) * direction
}

const arrayToObject = unary((list) => {
  if (isNullish(list)) return null
  if (!Array.isArray(list))
    throw locationError(40386, `$arrayToObject requires an array input, found: ${typeName(list)}`)
  const result: Doc = {}
  for (const item of list) {
    const [key, value] = pairOf(item)
    if (key.includes('\0')) throw locationError(4940400, 'Key field cannot contain an embedded null byte')
    setField(result, key, value)
  }
  return result
})

function pairOf(item: unknown): [string, unknown] {
  if (Array.isArray(item)) {
    if (item.length !== 2)
      throw locationError(
        40397,
        `$arrayToObject requires an array of size 2 arrays,found array of size: ${item.length}`,
      )
    if (!isString(item[0]))
      throw locationError(
        40395,
        `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${typeName(item[0])}`,
      )
    return [item[0], item[1]]
  }
  if (!isDoc(item))
    throw locationError(40398, `Unrecognised input type format for $arrayToObject: ${typeName(item)}`)
  if (Object.keys(item).length !== 2)
    throw locationError(
      40392,
      "$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:" +
        Object.keys(item).length,
    )
  if (!('k' in item) || !('v' in item))
    throw locationError(40393, "$arrayToObject requires an object with keys 'k' and 'v'.")
  if (!isString(item['k']))
    throw locationError(
      40394,
      `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(item['k'])}`,
    )
  return [item['k'], item['v']]
}

/** `$firstN`, `$lastN`, `$minN`, `$maxN` over an array. */
function someOf(
  pick: (list: unknown[], n: number, compare: (a: unknown, b: unknown) => number) => unknown[],
): Operator {
  return named(['n', 'input'], [], ({ n, input }, { compare }, name) => {
    const count = countOf(n)
    if (!Array.isArray(input))
      throw locationError(5788200, `${name} input must be an array, but is ${typeName(input)}`)
    return pick(input, count, compare)
  })
}

/** The `n` of the accumulators that keep several values. @throws MongoError 5787902, 5787903, 5787908. */
export function countOf(n: unknown): number {
  const count = isNumeric(n) ? wholeNumber(n) : undefined
  if (count === undefined)
    throw locationError(5787902, `Value for 'n' must be of integral type, but found ${typeName(n)}`)
  if (count <= 0n) throw locationError(5787908, `'n' must be greater than 0, found ${count}`)
  return Number(count)
}

function allTrue(value: unknown): boolean {
  if (!Array.isArray(value))
    throw locationError(17040, `$allElementsTrue's argument must be an array, but is ${typeName(value)}`)
  return value.every(isTrue)
}

function anyTrue(value: unknown): boolean {
  if (!Array.isArray(value))
    throw locationError(17041, `$anyElementTrue's argument must be an array, but is ${typeName(value)}`)
  return value.some(isTrue)
}

export const arrayOperators: OperatorTable = {
  $arrayElemAt: binary(elementAt),
  $first: endOf((list) => list[0]),
  $last: endOf((list) => list.at(-1)),
  $size: unary(size),
  $isArray: unary((value) => Array.isArray(value)),
  $concatArrays: variadic(concatArrays),
  $slice: positional(2, 3, slice),
  $in: inOperator,
  $indexOfArray: indexOfArray,
  $reverseArray: unary(reverse),
  $range: range,
  $zip: zip,
  $sortArray: sortArray,
  $arrayToObject: arrayToObject,
  $firstN: someOf((list, n) => list.slice(0, n)),
  $lastN: someOf((list, n) => list.slice(-n)),
  $minN: someOf((list, n, compare) =>
    list
      .filter((item) => !isNullish(item))
      .toSorted(compare)
      .slice(0, n),
  ),
  $maxN: someOf((list, n, compare) =>
    list
      .filter((item) => !isNullish(item))
      .toSorted((a, b) => compare(b, a))
      .slice(0, n),
  ),
  $allElementsTrue: unary(allTrue),
  $anyElementTrue: unary(anyTrue),
}
