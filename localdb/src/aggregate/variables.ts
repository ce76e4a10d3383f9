import type { Compare } from '../bson/compare.ts'
import type { Doc } from '../bson/types.ts'
import { compileExpression } from './expression.ts'
import { checkVariableName, declare, emptyScope, type Scope } from './scope.ts'

export type ScopeOptions = {
  let?: Doc | undefined
  now?: Date | undefined
  compare?: Compare | undefined
}

/** The scope of a command: its `let` document evaluated once, without a document to look at. */
export function makeScope(options: ScopeOptions): Scope {
  const base = emptyScope(options.now, options.compare)
  let scope = base
  for (const [name, spec] of Object.entries(options.let ?? {})) {
    checkVariableName(name)
    const value = compileExpression(spec, base)({})
    const declared = declare(scope, name)
    scope.frame.vars[declared.slot] = value
    scope = declared.scope
  }
  return scope
}
