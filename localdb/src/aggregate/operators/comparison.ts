import { Int32 } from 'bson'
import type { Compare } from '../../bson/compare.ts'
import { UNDEFINED } from '../../bson/types.ts'
import { binary, type Operator, type OperatorTable } from '../operator.ts'

/** Order of two values in expressions: as in sorts, but a missing value is below null. */
export function compareOperands(a: unknown, b: unknown, compare: Compare): number {
  return compare(a === undefined ? UNDEFINED : a, b === undefined ? UNDEFINED : b)
}

function test(accept: (order: number) => boolean): Operator {
  return binary((a, b, { compare }) => accept(compareOperands(a, b, compare)))
}

export const comparisonOperators: OperatorTable = {
  $eq: test((order) => order === 0),
  $ne: test((order) => order !== 0),
  $gt: test((order) => order > 0),
  $gte: test((order) => order >= 0),
  $lt: test((order) => order < 0),
  $lte: test((order) => order <= 0),
  $cmp: binary((a, b, { compare }) => new Int32(Math.sign(compareOperands(a, b, compare)))),
}
