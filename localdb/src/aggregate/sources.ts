import type { Doc } from '../bson/types.ts'
import { compileFilter } from '../query/match.ts'
import { sortDocs } from '../query/sort.ts'
import type { StageContext } from './pipeline-context.ts'

/** Applies the sort and limit that a pipeline handed to its source. */
export function ordered(
  docs: Iterable<Doc>,
  sort: Doc | undefined,
  limit: number | undefined,
  collation: Doc | undefined,
): Iterable<Doc> {
  if (sort) return sortDocs(docs, sort, limit, { collation })
  return limit === undefined ? docs : firstOf(docs, limit)
}

function* firstOf(docs: Iterable<Doc>, limit: number): Iterable<Doc> {
  let taken = 0
  if (limit === 0) return
  for (const doc of docs) {
    yield doc
    if (++taken >= limit) return
  }
}

/** A source over documents in memory. */
export function overDocs(docs: readonly Doc[], { scope, collation }: StageContext) {
  return (match?: Doc, sort?: Doc, limit?: number): Iterable<Doc> => {
    const matcher = match ? compileFilter(match, { scope, collation }) : undefined
    return ordered(matcher ? docs.filter((doc) => matcher.matches(doc)) : docs, sort, limit, collation)
  }
}
