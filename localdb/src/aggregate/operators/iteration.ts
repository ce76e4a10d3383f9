import { locationError } from '../../bson/errors.ts'
import { toNumber } from '../../bson/number.ts'
import { isNumeric, typeName } from '../../bson/types.ts'
import { isTrue } from '../../bson/truth.ts'
import { isNullish, namedArguments, type Operator, type OperatorTable } from '../operator.ts'
import { checkVariableName, declare } from '../scope.ts'

function itemName(as: unknown): string {
  if (as === undefined) return 'this'
  if (typeof as !== 'string') throw locationError(16866, `'as' must be a string, not ${typeName(as)}`)
  checkVariableName(as)
  return as
}

const map: Operator = (operand, scope, compile) => {
  const spec = namedArguments(operand, '$map', ['input', 'in'], ['as'])
  const input = compile(spec['input'], scope)
  const item = declare(scope, itemName(spec['as']))
  const body = compile(spec['in'], item.scope)
  const { vars } = scope.frame
  return (root) => {
    const list = input(root)
    if (isNullish(list)) return null
    if (!Array.isArray(list))
      throw locationError(16883, `input to $map must be an array not ${typeName(list)}`)
    return list.map((element) => {
      vars[item.slot] = element
      return body(root) ?? null
    })
  }
}

const filter: Operator = (operand, scope, compile) => {
  const spec = namedArguments(operand, '$filter', ['input', 'cond'], ['as', 'limit'])
  const input = compile(spec['input'], scope)
  const item = declare(scope, itemName(spec['as']))
  const condition = compile(spec['cond'], item.scope)
  const limit = compile(spec['limit'] ?? null, scope)
  const { vars } = scope.frame
  return (root) => {
    const list = input(root)
    if (isNullish(list)) return null
    if (!Array.isArray(list))
      throw locationError(28651, `input to $filter must be an array not ${typeName(list)}`)
    const most = filterLimit(limit(root))
    const kept: unknown[] = []
    for (const element of list) {
      if (kept.length >= most) break
      vars[item.slot] = element
      if (isTrue(condition(root))) kept.push(element)
    }
    return kept
  }
}

function filterLimit(value: unknown): number {
  if (isNullish(value)) return Infinity
  const limit = isNumeric(value) ? toNumber(value) : NaN
  if (!Number.isInteger(limit))
    throw locationError(327391, '$filter: limit must be represented as a 32-bit integral value')
  if (limit <= 0) throw locationError(327392, '$filter: limit must be greater than 0')
  return limit
}

const reduce: Operator = (operand, scope, compile) => {
  const spec = namedArguments(operand, '$reduce', ['input', 'initialValue', 'in'], [])
  const input = compile(spec['input'], scope)
  const initial = compile(spec['initialValue'], scope)
  const item = declare(scope, 'this')
  const total = declare(item.scope, 'value')
  const body = compile(spec['in'], total.scope)
  const { vars } = scope.frame
  return (root) => {
    const list = input(root)
    if (isNullish(list)) return null
    if (!Array.isArray(list))
      throw locationError(40080, `$reduce requires that 'input' be an array, found: ${typeName(list)}`)
    let value = initial(root)
    for (const element of list) {
      vars[item.slot] = element
      vars[total.slot] = value
      value = body(root)
    }
    return value
  }
}

export const iterationOperators: OperatorTable = { $map: map, $filter: filter, $reduce: reduce }
