import { accumulators } from '../accumulators.ts'
import { argumentsOf, type Operator, type OperatorTable } from '../operator.ts'

/** An accumulator as an expression: over one array's elements, or over its arguments. */
const overValues: Operator = (operand, scope, compile, name) => {
  const args = argumentsOf(operand).map((item) => compile(item, scope))
  const create = accumulators[name] as (typeof accumulators)[string]
  return (root) => {
    const values = args.map((arg) => arg(root))
    const total = create(scope.frame.compare)
    const list = values.length === 1 && Array.isArray(values[0]) ? (values[0] as unknown[]) : values
    for (const value of list) total.add(value)
    return total.result()
  }
}

export const accumulatorOperators: OperatorTable = {
  $sum: overValues,
  $avg: overValues,
  $min: overValues,
  $max: overValues,
  $stdDevPop: overValues,
  $stdDevSamp: overValues,
}
