import { locationError } from '../../bson/errors.ts'
import { isDoc, type Doc } from '../../bson/types.ts'
import { compileFilter } from '../../query/match.ts'
import { compileExpression } from '../expression.ts'
import type { StageCompiler } from '../pipeline-context.ts'
import type { Scope } from '../scope.ts'

export const matchStage: StageCompiler = (operand, { scope, collation }) => {
  const matcher = compileFilter(filterOf(operand), { scope, collation })
  return function* (docs) {
    for (const doc of docs) if (matcher.matches(doc)) yield doc
  }
}

function filterOf(operand: unknown): Doc {
  if (!isDoc(operand)) throw locationError(15959, 'the match filter must be an expression in an object')
  return operand
}

function mentionsExpr(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(mentionsExpr)
  return isDoc(value) && Object.keys(value).some((key) => key === '$expr' || mentionsExpr(value[key]))
}

/**
 * The part of a `$match` that a source can take over (and find by an index), and whether the stage must still run.
 * Of `$expr` only equalities of a field with a value known beforehand are handed on, as a filter that lets more through.
 */
export function pushedFilter(filter: Doc, scope: Scope): { pushed: Doc; complete: boolean } {
  if (!mentionsExpr(filter)) return { pushed: filter, complete: true }
  const kept = Object.fromEntries(
    Object.entries(filter).filter(([key, value]) => key !== '$expr' && !mentionsExpr(value)),
  )
  const equalities = equalitiesOf(filter['$expr'], scope)
  if (equalities.length === 0) return { pushed: kept, complete: false }
  return {
    pushed: Object.keys(kept).length > 0 ? { $and: [kept, ...equalities] } : mergeAll(equalities),
    complete: false,
  }
}

function mergeAll(filters: readonly Doc[]): Doc {
  return filters.length === 1 ? (filters[0] as Doc) : { $and: filters }
}

function equalitiesOf(expression: unknown, scope: Scope): Doc[] {
  if (!isDoc(expression)) return []
  const conjuncts = expression['$and']
  if (Array.isArray(conjuncts)) return conjuncts.flatMap((item) => equalitiesOf(item, scope))
  const sides = expression['$eq']
  if (!Array.isArray(sides) || sides.length !== 2) return []
  const [a, b] = sides as [unknown, unknown]
  return equality(a, b, scope) ?? equality(b, a, scope) ?? []
}

function equality(field: unknown, other: unknown, scope: Scope): Doc[] | undefined {
  if (typeof field !== 'string' || !/^\$[^$]/.test(field) || scope.names.has('CURRENT')) return undefined
  if (!isKnown(other)) return undefined
  const value = compileExpression(other, scope)({})
  return value === undefined || Array.isArray(value) ? undefined : [{ [field.slice(1)]: { $eq: value } }]
}

/** A variable of the user or a plain value: what does not depend on the document. */
function isKnown(value: unknown): boolean {
  if (typeof value === 'string') return !value.startsWith('$') || /^\$\$(?!ROOT|CURRENT|REMOVE)/.test(value)
  return !isDoc(value) && !Array.isArray(value)
}
