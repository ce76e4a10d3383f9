import { BSONRegExp, Double, MaxKey, MinKey } from 'bson'
import type { Doc } from '../bson/types.ts'
import { isDocument } from '../values.ts'

/** What a filter demands of one path, as far as an index can use it. Always weaker than the filter itself. */
export type Condition = {
  /** The value must be one of these. */
  points?: unknown[]
  low?: { value: unknown }
  high?: { value: unknown }
  /** The path must hold something other than missing. */
  exists?: boolean
}

export type Conditions = Map<string, Condition>

/** Collects the conditions that every matching document fulfils: top level and `$and`. */
export function conditionsOf(filter: Doc, into: Conditions = new Map()): Conditions {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const part of value) if (isDocument(part)) conditionsOf(part, into)
    } else if (!name.startsWith('$')) {
      addCondition(into, name, value)
    }
  }
  return into
}

function addCondition(into: Conditions, path: string, value: unknown): void {
  const condition = into.get(path) ?? {}
  if (isOperators(value)) {
    for (const [operator, operand] of Object.entries(value)) addOperator(condition, operator, operand)
  } else if (isPoint(value)) {
    condition.points ??= [value]
  }
  if (Object.keys(condition).length > 0) into.set(path, condition)
}

function addOperator(condition: Condition, operator: string, operand: unknown): void {
  if (operator === '$in') {
    if (Array.isArray(operand) && operand.every(isPoint)) condition.points ??= operand
  } else if (operator === '$exists') {
    if (operand !== false && operand !== null && operand !== 0) condition.exists = true
  } else if (!isPoint(operand)) {
    return
  } else if (operator === '$eq') {
    condition.points ??= [operand]
  } else if (isRangeable(operand)) {
    if (operator === '$gt' || operator === '$gte') condition.low ??= { value: operand }
    if (operator === '$lt' || operator === '$lte') condition.high ??= { value: operand }
  }
}

function isOperators(value: unknown): value is Doc {
  return isDocument(value) && (Object.keys(value)[0]?.startsWith('$') ?? false)
}

/** Values whose equality an index answers: not arrays (they match as a whole or by element), not patterns. */
function isPoint(value: unknown): boolean {
  return !Array.isArray(value) && !(value instanceof RegExp) && !(value instanceof BSONRegExp)
}

function isRangeable(value: unknown): boolean {
  if (value === null || value === undefined || value instanceof MinKey || value instanceof MaxKey)
    return false
  return !(value instanceof Double && Number.isNaN(value.value)) && !Number.isNaN(value)
}

/** True when only documents that have the path (not missing, not null) can fulfil the condition. */
export function requiresValue(condition: Condition | undefined): boolean {
  if (!condition) return false
  if (condition.points) return condition.points.every((value) => value !== null && value !== undefined)
  return Boolean(condition.low ?? condition.high)
}
