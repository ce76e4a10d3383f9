import type { Doc } from '../bson/types.ts'
import type { Scope } from './scope.ts'

export type PipelineContext = {
  /** The collection's documents; must apply `match`, then `sort`, then `limit` when they are given. */
  source(match?: Doc, sort?: Doc, limit?: number): Iterable<Doc>
  /** Another collection's documents that match a filter (which has no variables). */
  lookup(collection: string, filter: Doc): Iterable<Doc>
  /** The command's variables: a document of expressions. */
  let?: Doc | undefined
  /** The value of `$$NOW`. */
  now: Date
  collation?: Doc | undefined
}

/** A compiled stage. */
export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>

/** What a stage's compiler may use; `pipeline` runs a nested pipeline over the given source. */
export type StageContext = {
  readonly scope: Scope
  readonly collation: Doc | undefined
  lookup(collection: string, filter: Doc): Iterable<Doc>
  compilePipeline(specs: readonly Doc[], scope: Scope): CompiledPipeline
}

/** A pipeline ready to run on a source that can take over its first `$match`, `$sort` and `$limit`. */
export type CompiledPipeline = (
  source: (match?: Doc, sort?: Doc, limit?: number) => Iterable<Doc>,
) => Iterable<Doc>

export type StageCompiler = (operand: unknown, context: StageContext, name: string) => Stage
