import { locationError, mongoError } from '../bson/errors.ts'
import { isDoc, T, typeOf, UNDEFINED, type Doc } from '../bson/types.ts'
import type { Expr, Frame, Scope } from './scope.ts'

export type Compile = (spec: unknown, scope: Scope) => Expr

/** Compiles the operand of one operator. */
export type Operator = (operand: unknown, scope: Scope, compile: Compile, name: string) => Expr

export type OperatorTable = Readonly<Record<string, Operator>>

export function isNullish(value: unknown): boolean {
  return value === null || value === undefined || value === UNDEFINED
}

/** The operand as a list of arguments: a value alone counts as one. */
export function argumentsOf(operand: unknown): unknown[] {
  return Array.isArray(operand) ? operand : [operand]
}

/** An operator with between `min` and `max` positional arguments. @throws MongoError 16020, 28667 on another count. */
export function positional(
  min: number,
  max: number,
  evaluate: (args: unknown[], frame: Frame, name: string) => unknown,
): Operator {
  return (operand, scope, compile, name) => {
    const args = argumentsOf(operand).map((item) => compile(item, scope))
    checkCount(name, args.length, min, max)
    const { frame } = scope
    return (root) =>
      evaluate(
        args.map((arg) => arg(root)),
        frame,
        name,
      )
  }
}

function checkCount(name: string, count: number, min: number, max: number): void {
  if (count >= min && count <= max) return
  if (min === max) {
    throw locationError(16020, `Expression ${name} takes exactly ${min} arguments. ${count} were passed in.`)
  }
  throw locationError(
    28667,
    `Expression ${name} takes at least ${min} arguments, and at most ${max}, but ${count} were passed in.`,
  )
}

export function unary(evaluate: (value: unknown, frame: Frame, name: string) => unknown): Operator {
  return positional(1, 1, (args, frame, name) => evaluate(args[0], frame, name))
}

export function binary(evaluate: (a: unknown, b: unknown, frame: Frame, name: string) => unknown): Operator {
  return positional(2, 2, (args, frame, name) => evaluate(args[0], args[1], frame, name))
}

export function variadic(evaluate: (args: unknown[], frame: Frame, name: string) => unknown): Operator {
  return positional(0, Infinity, evaluate)
}

export type Named = Readonly<Record<string, unknown>>

/** An operator with named arguments; those not given are absent from `values`. @throws MongoError FailedToParse 9. */
export function named(
  required: readonly string[],
  optional: readonly string[],
  evaluate: (values: Named, frame: Frame, name: string) => unknown,
): Operator {
  return (operand, scope, compile, name) => {
    const spec = namedArguments(operand, name, required, optional)
    const keys = Object.keys(spec)
    const exprs = keys.map((key) => compile(spec[key], scope))
    const { frame } = scope
    return (root) => {
      const values: Record<string, unknown> = {}
      for (let i = 0; i < keys.length; i++) values[keys[i] as string] = (exprs[i] as Expr)(root)
      return evaluate(values, frame, name)
    }
  }
}

/** Checks the names of an operand document. */
export function namedArguments(
  operand: unknown,
  name: string,
  required: readonly string[],
  optional: readonly string[],
): Doc {
  if (!isDoc(operand)) throw mongoError('FailedToParse', `${name} only supports an object as its argument`)
  for (const key of Object.keys(operand)) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw mongoError('FailedToParse', `${name} found an unknown argument: ${key}`)
    }
  }
  for (const key of required) {
    if (!(key in operand)) throw mongoError('FailedToParse', `Missing '${key}' parameter to ${name}`)
  }
  return operand
}

/** An operator that this engine knows by name and does not have. */
export const refusedOperator: Operator = (_operand, _scope, _compile, name) => {
  throw mongoError('NotImplemented', `the expression ${name} is not supported`)
}

export function isString(value: unknown): value is string {
  return typeOf(value) === T.string
}
