import { locationError, mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { getField, isDoc, setField, type Doc } from '../bson/types.ts'
import { splitFieldPath, valueAtPath } from './field-path.ts'
import { operators } from './operators/index.ts'
import type { Expr, Scope } from './scope.ts'

/**
 * Compiles an aggregation expression once. @throws MongoError InvalidPipelineOperator 168 for unknown operators,
 * NotImplemented 238 for those that the engine does not have, and the server's own codes for wrong operands.
 */
export function compileExpression(spec: unknown, scope: Scope): Expr {
  if (typeof spec === 'string') return compileString(spec, scope)
  if (Array.isArray(spec)) return compileArray(spec, scope)
  if (isDoc(spec)) return compileDocument(spec, scope)
  return () => spec
}

function compileString(text: string, scope: Scope): Expr {
  if (text.startsWith('$$')) return compileVariable(text.slice(2), scope)
  if (!text.startsWith('$')) return () => text
  if (text === '$') throw locationError(16872, "'$' by itself is not a valid FieldPath")
  const parts = splitFieldPath(text.slice(1))
  const current = scope.names.get('CURRENT')
  const { vars } = scope.frame
  if (current !== undefined) return () => valueAtPath(vars[current], parts)
  const [only] = parts
  if (parts.length === 1) return (root) => getField(root, only as string)
  return (root) => valueAtPath(root, parts)
}

function compileVariable(path: string, scope: Scope): Expr {
  const [name, ...rest] = path.split('.') as [string, ...string[]]
  const value = variable(name, scope)
  if (rest.length === 0) return value
  const parts = splitFieldPath(rest.join('.'))
  return (root) => valueAtPath(value(root), parts)
}

function variable(name: string, scope: Scope): Expr {
  const slot = scope.names.get(name)
  const { frame } = scope
  if (slot !== undefined) return () => frame.vars[slot]
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return (root) => root
    case 'NOW':
      return () => frame.now
    case 'REMOVE':
      return () => undefined
    case 'CLUSTER_TIME':
    case 'SEARCH_META':
    case 'USER_ROLES':
      throw mongoError('NotImplemented', `the variable $$${name} is not supported`)
    case '':
      throw mongoError('FailedToParse', 'empty variable names are not allowed')
    default:
      throw locationError(17276, `Use of undefined variable: ${name}`)
  }
}

function compileArray(list: readonly unknown[], scope: Scope): Expr {
  const items = list.map((item) => compileExpression(item, scope))
  return (root) => items.map((item) => item(root) ?? null)
}

function compileDocument(spec: Doc, scope: Scope): Expr {
  const keys = Object.keys(spec)
  if (keys[0]?.startsWith('$')) return compileOperator(spec, keys, scope)
  const fields = keys.map((key) => {
    checkFieldName(key)
    return compileExpression(spec[key], scope)
  })
  return (root) => {
    const result: Doc = {}
    for (let i = 0; i < keys.length; i++) {
      const value = (fields[i] as Expr)(root)
      if (value !== undefined) setField(result, keys[i] as string, value)
    }
    return result
  }
}

function checkFieldName(key: string): void {
  if (key.startsWith('$')) {
    throw locationError(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  }
  if (key.includes('.'))
    throw locationError(
      16412,
      "FieldPath field names may not contain '.'. Consider using $getField or $setField.",
    )
}

function compileOperator(spec: Doc, keys: readonly string[], scope: Scope): Expr {
  if (keys.length > 1) {
    throw locationError(
      15983,
      `an expression specification must contain exactly one field, the name of the expression. Found ${keys.length} fields in ${formatValue(spec)}`,
    )
  }
  const name = keys[0] as string
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (!operator) throw mongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
  return operator(spec[name], scope, compileExpression, name)
}
