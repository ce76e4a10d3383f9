import { compareValues, type Compare } from '../bson/compare.ts'
import { locationError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'

/** A compiled expression; `undefined` is a missing value. */
export type Expr = (root: Doc) => unknown

/** Run-time state that the expressions of one query or pipeline share; `now` may be set before each run. */
export type Frame = { readonly vars: unknown[]; now: Date; readonly compare: Compare }

/** Names of variables that an expression may use, and where their values are. */
export type Scope = { readonly frame: Frame; readonly names: ReadonlyMap<string, number> }

export function emptyScope(now: Date = new Date(), compare: Compare = compareValues): Scope {
  return { frame: { vars: [], now, compare }, names: new Map() }
}

/** Adds a variable; its value is written to `frame.vars[slot]` before what uses it is evaluated. */
export function declare(scope: Scope, name: string): { scope: Scope; slot: number } {
  const slot = scope.frame.vars.push(undefined) - 1
  return { scope: { frame: scope.frame, names: new Map(scope.names).set(name, slot) }, slot }
}

/** Checks a name of `let`, `$let`, `as`. @throws MongoError 16867, 16868, 16869. */
export function checkVariableName(name: string): void {
  if (name === '') throw locationError(16869, 'empty variable names are not allowed')
  if (name === 'CURRENT') return
  if (!/^[a-z\u0080-\uffff]/.test(name)) {
    throw locationError(16867, `'${name}' starts with an invalid character for a user variable name`)
  }
  const bad = /[^\w\u0080-\uffff]/.exec(name)
  if (bad)
    throw locationError(16868, `'${name}' contains an invalid character for a variable name: '${bad[0]}'`)
}
