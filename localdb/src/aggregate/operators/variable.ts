import { Double } from 'bson'
import { locationError } from '../../bson/errors.ts'
import { isDoc } from '../../bson/types.ts'
import { namedArguments, type Operator, type OperatorTable } from '../operator.ts'
import { checkVariableName, declare, type Expr } from '../scope.ts'

const letOperator: Operator = (operand, scope, compile) => {
  const { vars, in: body } = namedArguments(operand, '$let', ['vars', 'in'], [])
  if (!isDoc(vars)) throw locationError(16874, 'invalid parameter: expected an object (vars)')
  let inner = scope
  const bindings: { slot: number; value: Expr }[] = []
  for (const name of Object.keys(vars)) {
    checkVariableName(name)
    const declared = declare(inner, name)
    inner = declared.scope
    bindings.push({ slot: declared.slot, value: compile(vars[name], scope) })
  }
  const evaluate = compile(body, inner)
  const values = scope.frame.vars
  return (root) => {
    for (const { slot, value } of bindings) values[slot] = value(root)
    return evaluate(root)
  }
}

const rand: Operator = (operand, _scope, _compile) => {
  const empty =
    (isDoc(operand) && Object.keys(operand).length === 0) || (Array.isArray(operand) && operand.length === 0)
  if (!empty) throw locationError(3040501, '$rand not allowed to have arguments')
  return () => new Double(Math.random())
}

export const variableOperators: OperatorTable = {
  $let: letOperator,
  $literal: (operand) => () => operand,
  $const: (operand) => () => operand,
  $expr: (operand, scope, compile) => compile(operand, scope),
  $rand: rand,
}
