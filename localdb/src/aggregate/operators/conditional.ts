import { locationError } from '../../bson/errors.ts'
import { isDoc } from '../../bson/types.ts'
import { isTrue } from '../../bson/truth.ts'
import { argumentsOf, isNullish, unary, type Operator, type OperatorTable } from '../operator.ts'

const and: Operator = (operand, scope, compile) => {
  const args = argumentsOf(operand).map((item) => compile(item, scope))
  return (root) => args.every((arg) => isTrue(arg(root)))
}

const or: Operator = (operand, scope, compile) => {
  const args = argumentsOf(operand).map((item) => compile(item, scope))
  return (root) => args.some((arg) => isTrue(arg(root)))
}

const cond: Operator = (operand, scope, compile) => {
  const [test, yes, no] = condArguments(operand).map((item) => compile(item, scope))
  return (root) => (isTrue(test?.(root)) ? yes?.(root) : no?.(root))
}

function condArguments(operand: unknown): unknown[] {
  if (!isDoc(operand)) {
    const args = argumentsOf(operand)
    if (args.length === 3) return args
    throw locationError(16020, `Expression $cond takes exactly 3 arguments. ${args.length} were passed in.`)
  }
  const names = [
    ['if', 17080],
    ['then', 17081],
    ['else', 17082],
  ] as const
  for (const key of Object.keys(operand)) {
    if (!names.some(([name]) => name === key))
      throw locationError(17083, `Unrecognized parameter to $cond: ${key}`)
  }
  return names.map(([key, code]) => {
    if (!(key in operand)) throw locationError(code, `Missing '${key}' parameter to $cond`)
    return operand[key]
  })
}

const ifNull: Operator = (operand, scope, compile) => {
  const args = argumentsOf(operand).map((item) => compile(item, scope))
  if (args.length < 2) {
    throw locationError(1257300, `$ifNull needs at least two arguments, had: ${args.length}`)
  }
  return (root) => {
    let value: unknown
    for (const arg of args) {
      value = arg(root)
      if (!isNullish(value)) return value
    }
    return value
  }
}

const switchOperator: Operator = (operand, scope, compile) => {
  if (!isDoc(operand)) throw locationError(40060, '$switch requires an object as an argument')
  for (const key of Object.keys(operand)) {
    if (key !== 'branches' && key !== 'default')
      throw locationError(40067, `$switch found an unknown argument: ${key}`)
  }
  const list = operand['branches']
  if (!Array.isArray(list)) throw locationError(40061, "$switch expected an array for 'branches'")
  const branches = list.map((branch) => {
    const { test, result } = switchBranch(branch)
    return { test: compile(test, scope), result: compile(result, scope) }
  })
  if (branches.length === 0) throw locationError(40068, '$switch requires at least one branch.')
  const otherwise = 'default' in operand ? compile(operand['default'], scope) : undefined
  return (root) => {
    const taken = branches.find((branch) => isTrue(branch.test(root)))
    if (taken) return taken.result(root)
    if (otherwise) return otherwise(root)
    throw locationError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    )
  }
}

function switchBranch(branch: unknown): { test: unknown; result: unknown } {
  if (!isDoc(branch)) throw locationError(40062, '$switch expected each branch to be an object')
  for (const key of Object.keys(branch)) {
    if (key !== 'case' && key !== 'then')
      throw locationError(40063, `$switch found an unknown argument to a branch: ${key}`)
  }
  if (!('case' in branch)) throw locationError(40064, "$switch requires each branch have a 'case' expression")
  if (!('then' in branch))
    throw locationError(40065, "$switch requires each branch have a 'then' expression.")
  return { test: branch['case'], result: branch['then'] }
}

export const conditionalOperators: OperatorTable = {
  $and: and,
  $or: or,
  $not: unary((value) => !isTrue(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: switchOperator,
}
