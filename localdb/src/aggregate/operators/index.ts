import type { OperatorTable } from '../operator.ts'
import { accumulatorOperators } from './accumulate.ts'
import { arithmeticOperators } from './arithmetic.ts'
import { arrayOperators } from './array.ts'
import { bitOperators } from './bit.ts'
import { comparisonOperators } from './comparison.ts'
import { conditionalOperators } from './conditional.ts'
import { convertOperators } from './convert.ts'
import { dateOperators } from './date.ts'
import { dateArithmeticOperators } from './date-arithmetic.ts'
import { iterationOperators } from './iteration.ts'
import { objectOperators } from './object.ts'
import { refusedOperators } from './refused.ts'
import { regexOperators } from './regex.ts'
import { setOperators } from './set.ts'
import { stringOperators } from './string.ts'
import { trigonometryOperators } from './trigonometry.ts'
import { variableOperators } from './variable.ts'

/** Every operator of the expression language by its name. */
export const operators: OperatorTable = {
  ...accumulatorOperators,
  ...arithmeticOperators,
  ...arrayOperators,
  ...bitOperators,
  ...comparisonOperators,
  ...conditionalOperators,
  ...convertOperators,
  ...dateOperators,
  ...dateArithmeticOperators,
  ...iterationOperators,
  ...objectOperators,
  ...refusedOperators,
  ...regexOperators,
  ...setOperators,
  ...stringOperators,
  ...trigonometryOperators,
  ...variableOperators,
}
