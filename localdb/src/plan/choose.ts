import { encodeKey } from '../bson/key.ts'
import { equalValues } from '../bson/compare.ts'
import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import type { Collection, Index } from '../storage/catalog.ts'
import { tableKey, tableRange } from '../storage/keys.ts'
import type { KeyRange } from '../storage/view.ts'
import { asNumber, isDocument } from '../values.ts'
import { boundsOf } from './bounds.ts'
import { conditionsOf, requiresValue, type Conditions } from './conditions.ts'
import { impliesPartial } from './implies.ts'

export type Plan = {
  stage: 'IDHACK' | 'IXSCAN' | 'COLLSCAN' | 'OR'
  /** Undefined: the collection itself, which is ordered by `_id`. */
  index: Index | undefined
  ranges: KeyRange[]
  /** Exact keys instead of ranges. */
  points: Buffer[] | undefined
  reverse: boolean
  /** Documents come in the order of the requested sort. */
  sorted: boolean
  /** The plans of an `$or`'s branches, whose results are united. */
  branches?: Plan[]
}

type Candidate = { plan: Plan; score: number }

/** Chooses how documents that may match are found; the filter is checked again on each. @throws BadValue 2 for an unknown hint */
export function choosePlan(
  collection: Collection,
  filter: Doc,
  sort?: Doc | undefined,
  hint?: unknown,
  collation?: Doc | undefined,
): Plan {
  if (collation) return planOfCollation(collection, sort, hint)
  const idPlan = hint === undefined ? planOfId(collection, filter) : undefined
  if (idPlan) return idPlan
  const conditions = conditionsOf(filter)
  if (hint !== undefined) return planOfHint(collection, conditions, sort, hint)
  let best: Candidate = primaryCandidate(collection, conditions, sort)
  for (const index of collection.indexes) {
    if (index.hidden || !isComplete(index, filter, conditions)) continue
    const candidate = indexCandidate(index, conditions, sort)
    if (candidate.score > best.score) best = candidate
  }
  return best.score === 0 ? (planOfOr(collection, filter) ?? best.plan) : best.plan
}

/** Keys are ordered by the simple collation, so another one reads everything. The hint is checked only. */
function planOfCollation(collection: Collection, sort: Doc | undefined, hint: unknown): Plan {
  if (hint !== undefined) planOfHint(collection, new Map(), sort, hint)
  return fullScan(collection, false)
}

function fullScan(collection: Collection, reverse: boolean): Plan {
  return {
    stage: 'COLLSCAN',
    index: undefined,
    ranges: [tableRange(collection.table)],
    points: undefined,
    reverse,
    sorted: false,
  }
}

/** An `$or` uses indexes when each of its branches can. */
function planOfOr(collection: Collection, filter: Doc): Plan | undefined {
  const { $or: parts, ...rest } = filter
  if (!Array.isArray(parts) || parts.length === 0) return undefined
  const branches = parts.map((part) => choosePlan(collection, { $and: [rest, part] }))
  if (branches.some(({ stage }) => stage === 'COLLSCAN')) return undefined
  return {
    stage: 'OR',
    index: undefined,
    ranges: [],
    points: undefined,
    reverse: false,
    sorted: false,
    branches,
  }
}

/** `{ _id: value }` alone is the commonest filter of all. */
function planOfId(collection: Collection, filter: Doc): Plan | undefined {
  const names = Object.keys(filter)
  if (names.length !== 1 || names[0] !== '_id') return undefined
  const points = conditionsOf(filter).get('_id')?.points
  if (points?.length !== 1) return undefined
  return {
    stage: 'IDHACK',
    index: undefined,
    ranges: [],
    points: [tableKey(collection.table, encodeKey(points, [1]))],
    reverse: false,
    sorted: true,
  }
}

/** True when every document that fulfils the filter has entries in the index. */
function isComplete(index: Index, filter: Doc, conditions: Conditions): boolean {
  if (index.sparse && !index.paths.some((path) => requiresValue(conditions.get(path)))) return false
  return !index.partial || impliesPartial(index.partial, filter, conditions)
}

function primaryCandidate(collection: Collection, conditions: Conditions, sort: Doc | undefined): Candidate {
  const shape = {
    table: collection.table,
    paths: ['_id'],
    directions: [1 as const],
    multikey: false,
    unique: true,
    cut: collection.flags.idsCut,
  }
  const { plan, score } = candidateOf(shape, undefined, conditions, sort)
  const wholeScan = score === 0 || (plan.sorted && !conditions.has('_id'))
  return { plan: wholeScan && !plan.sorted ? { ...plan, stage: 'COLLSCAN' } : plan, score }
}

function indexCandidate(index: Index, conditions: Conditions, sort: Doc | undefined): Candidate {
  return candidateOf(index, index, conditions, sort)
}

type Shape = Pick<Index, 'table' | 'paths' | 'directions' | 'multikey' | 'unique' | 'cut'>

function candidateOf(
  shape: Shape,
  index: Index | undefined,
  conditions: Conditions,
  sort: Doc | undefined,
): Candidate {
  const bounds = boundsOf(shape, conditions)
  const order =
    sort && bounds.ranges.length === 1 && !shape.multikey && !shape.cut
      ? orderOf(shape, bounds.fixedFields, sort)
      : undefined
  const points = shape.unique && bounds.points?.map((part) => tableKey(shape.table, part))
  const single = points && points.length === 1
  const score =
    (single ? 1000 : 0) +
    bounds.fixedFields * 10 +
    (bounds.usedFields - bounds.fixedFields) * 4 +
    (order === undefined ? 0 : 5)
  return {
    score,
    plan: {
      stage: 'IXSCAN',
      index,
      ranges: bounds.ranges,
      points: points && !order ? points : undefined,
      reverse: order === -1,
      sorted: order !== undefined,
    },
  }
}

/** 1 or -1 when a forward or backward scan yields the sort; undefined when neither does. */
function orderOf(shape: Shape, fixedFields: number, sort: Doc): 1 | -1 | undefined {
  const fixed = new Set(shape.paths.slice(0, fixedFields))
  let position = fixedFields
  let order: 1 | -1 | undefined
  for (const [path, value] of Object.entries(sort)) {
    if (isDocument(value)) return undefined
    if (fixed.has(path)) continue
    if (position >= shape.paths.length) return undefined
    if (shape.paths[position] !== path) return undefined
    const direction = asNumber(value) < 0 ? -1 : 1
    const step = direction === shape.directions[position] ? 1 : -1
    if (order !== undefined && order !== step) return undefined
    order = step
    position += 1
  }
  return order ?? 1
}

function planOfHint(
  collection: Collection,
  conditions: Conditions,
  sort: Doc | undefined,
  hint: unknown,
): Plan {
  if (isDocument(hint) && '$natural' in hint) {
    return fullScan(collection, asNumber(hint['$natural']) < 0)
  }
  if (hint === '_id_' || (isDocument(hint) && equalValues(hint, { _id: 1 }))) {
    return primaryCandidate(collection, conditions, sort).plan
  }
  const index = collection.indexes.find((each) =>
    typeof hint === 'string' ? each.name === hint : equalValues(each.key, hint),
  )
  if (!index || index.hidden) {
    throw mongoError(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  }
  return indexCandidate(index, conditions, sort).plan
}

/** The plan as `explain` shows it. */
export function describePlan(plan: Plan): Doc {
  if (plan.stage === 'COLLSCAN')
    return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' }
  if (plan.branches) return { stage: 'OR', inputStages: plan.branches.map(describePlan) }
  if (plan.stage === 'IDHACK') return { stage: 'IDHACK', indexName: '_id_' }
  return {
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      keyPattern: plan.index?.key ?? { _id: 1 },
      indexName: plan.index?.name ?? '_id_',
      isMultiKey: plan.index?.multikey ?? false,
      direction: plan.reverse ? 'backward' : 'forward',
    },
  }
}
