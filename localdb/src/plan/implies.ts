import type { Doc } from '../bson/types.ts'
import { equalValues } from '../bson/compare.ts'
import { compileFilter } from '../query/match.ts'
import { isDocument } from '../values.ts'
import { requiresValue, type Conditions } from './conditions.ts'

/**
 * True when every document that fulfils `filter` is sure to fulfil the partial index's expression. Cautious: an
 * unknown shape answers false, which only costs the index.
 */
export function impliesPartial(partial: Doc, filter: Doc, conditions: Conditions): boolean {
  return Object.entries(partial).every(([path, clause]) => {
    if (path === '$and' && Array.isArray(clause)) {
      return clause.every((part) => isDocument(part) && impliesPartial(part, filter, conditions))
    }
    if (path.startsWith('$')) return false
    const given = filter[path]
    if (given !== undefined && equalValues(given, clause)) return true
    const condition = conditions.get(path)
    if (condition?.points) {
      const clauseFilter = compileFilter({ [path]: clause })
      return condition.points.every((value) => clauseFilter.matches(nest(path, value)))
    }
    if (isExists(clause)) return requiresValue(condition) || condition?.exists === true
    return isDocument(clause) && isDocument(given) && containsClauses(given, clause)
  })
}

function isExists(clause: unknown): boolean {
  return isDocument(clause) && Object.keys(clause).length === 1 && clause['$exists'] === true
}

function containsClauses(given: Doc, clause: Doc): boolean {
  return Object.entries(clause).every(
    ([operator, operand]) => operator in given && equalValues(given[operator], operand),
  )
}

function nest(path: string, value: unknown): Doc {
  return path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Doc
}
