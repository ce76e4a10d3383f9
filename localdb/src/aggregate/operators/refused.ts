import { refusedOperator, type OperatorTable } from '../operator.ts'

/** Operators of MongoDB 7.0 that this engine does not have. */
export const refusedOperators: OperatorTable = {
  $function: refusedOperator,
  $accumulator: refusedOperator,
  $meta: refusedOperator,
  $toHashedIndexKey: refusedOperator,
  $median: refusedOperator,
  $percentile: refusedOperator,
}
