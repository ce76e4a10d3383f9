import type { Doc } from '../bson/types.ts'

/** Answers of a modifier that are not a value: leave the field as it is, or take it away. */
export const KEEP = Symbol('keep')
export const REMOVE = Symbol('remove')

export type LeafContext = {
  /** The whole document before the update. */
  readonly original: Doc
  /** The path of the field, with array indexes in the place of `$`. */
  readonly path: string
  readonly now: Date
}

/** What one operator does with the field at the end of its path; `undefined` is a missing field. */
export type Modifier = {
  readonly operator: string
  /** Creates the field when it is missing; others leave a missing field alone. */
  readonly creates: boolean
  readonly insertOnly: boolean
  apply(value: unknown, context: LeafContext): unknown
}

export function modifier(operator: string, creates: boolean, apply: Modifier['apply']): Modifier {
  return { operator, creates, insertOnly: operator === '$setOnInsert', apply }
}
