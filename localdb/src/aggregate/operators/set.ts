import { locationError } from '../../bson/errors.ts'
import { encodeKey } from '../../bson/key.ts'
import { typeName } from '../../bson/types.ts'
import { binary, isNullish, positional, variadic, type OperatorTable } from '../operator.ts'

/** The values of a list by their comparison keys, without repetitions, in the order of first appearance. */
export function valueSet(list: readonly unknown[]): Map<string, unknown> {
  const set = new Map<string, unknown>()
  for (const item of list) {
    const key = valueKey(item)
    if (!set.has(key)) set.set(key, item)
  }
  return set
}

/** A text that is the same exactly for values that compare as equal. */
export function valueKey(value: unknown): string {
  return encodeKey([value], [1]).toString('latin1')
}

function checkArray(value: unknown, name: string, code: number): unknown[] {
  if (!Array.isArray(value))
    throw locationError(
      code,
      `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`,
    )
  return value
}

const union = variadic((args, _frame, name) => {
  if (args.some(isNullish)) return null
  return [...valueSet(args.flatMap((arg) => checkArray(arg, name, 17043))).values()]
})

const intersection = variadic((args, _frame, name) => {
  if (args.some(isNullish)) return null
  const [first, ...others] = args.map((arg) => valueSet(checkArray(arg, name, 17047)))
  if (!first) return []
  return [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, value]) => value)
})

const difference = binary((a, b, _frame, name) => {
  if (isNullish(a) || isNullish(b)) return null
  const removed = valueSet(checkArray(b, name, 17049))
  return [...valueSet(checkArray(a, name, 17048))]
    .filter(([key]) => !removed.has(key))
    .map(([, value]) => value)
})

const equals = positional(2, Infinity, (args, _frame, name) => {
  const [first, ...others] = args.map((arg) => valueSet(checkArray(arg, name, 17044)))
  return others.every(
    (other) => other.size === first?.size && [...other.keys()].every((key) => first.has(key)),
  )
})

const isSubset = binary((a, b, _frame, name) => {
  const within = valueSet(checkArray(b, name, 17042))
  return [...valueSet(checkArray(a, name, 17046)).keys()].every((key) => within.has(key))
})

export const setOperators: OperatorTable = {
  $setUnion: union,
  $setIntersection: intersection,
  $setDifference: difference,
  $setEquals: equals,
  $setIsSubset: isSubset,
}
