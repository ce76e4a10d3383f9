import { wholeNumber } from '../bson/arithmetic.ts'
import { locationError, mongoError } from '../bson/errors.ts'
import { getField, isDoc, isNumeric, setField, type Doc } from '../bson/types.ts'
import { addLeaf, ProjectionParser, projector } from '../aggregate/projection-tree.ts'
import { splitFieldPath } from '../aggregate/field-path.ts'
import { makeScope } from '../aggregate/variables.ts'
import { withPath } from '../aggregate/set-path.ts'
import { elementTest } from './field-operators.ts'
import { compileFilter, parseContext } from './match.ts'
import { isTrue } from '../bson/truth.ts'

export type ProjectionOptions = { let?: Doc | undefined; now?: Date | undefined; collation?: Doc | undefined }

type Step = (result: Doc, original: Doc) => Doc

/**
 * Compiles a find projection: inclusion, exclusion, `$slice`, `$elemMatch`, positional `.$` and (since 4.4) aggregation
 * expressions. `filter` is needed by `.$`. @throws MongoError 31249 to 31254 and others as the server.
 */
export function compileProjection(
  spec: Doc,
  filter: Doc = {},
  options: ProjectionOptions = {},
): (doc: Doc) => Doc {
  if (Object.keys(spec).length === 0) return (doc) => doc
  return new FindProjection(filter, options).compile(spec)
}

class FindProjection {
  readonly #steps: Step[] = []
  readonly #parser: ProjectionParser
  readonly #filter: Doc
  readonly #options: ProjectionOptions
  #hasElemMatch = false
  #hasPositional = false
  readonly #sliced: string[][] = []

  constructor(filter: Doc, options: ProjectionOptions) {
    this.#filter = filter
    this.#options = options
    const scope = makeScope({ let: options.let, now: options.now })
    this.#parser = new ProjectionParser(scope, (path, value) => this.#special(path, value))
  }

  compile(spec: Doc): (doc: Doc) => Doc {
    const parsed = this.#parser.parse(spec, () => (this.#hasElemMatch ? 'inclusion' : undefined))
    if (parsed.kind === 'inclusion')
      for (const path of this.#sliced) addLeaf(parsed.tree, path, { kind: 'include' })
    const project = projector(parsed)
    if (this.#steps.length === 0) return project
    return (doc) => this.#steps.reduce((result, step) => step(result, doc), project(doc))
  }

  #special(path: string, value: unknown): boolean {
    if (path.endsWith('.$')) return this.#positional(path.slice(0, -2), value)
    if (path.includes('.$.')) {
      throw locationError(
        31394,
        "As of 4.4, it's illegal to specify positional operator in the middle of a path.Positional projection may only be used at the end, for example: a.b.$.",
      )
    }
    if (!isDoc(value)) return false
    const [name] = Object.keys(value)
    if (name === '$meta') throw mongoError('NotImplemented', 'projection of $meta is not supported')
    if (name === '$elemMatch') return this.#elemMatch(path, value['$elemMatch'])
    if (name === '$slice') return this.#slice(path, value['$slice'])
    return false
  }

  #positional(path: string, value: unknown): boolean {
    if (!isTrue(value)) throw locationError(31395, 'positional projection cannot be used with exclusion')
    if (this.#hasPositional)
      throw locationError(31276, 'Cannot specify more than one positional projection per query.')
    if (this.#hasElemMatch) throw locationError(31256, 'Cannot specify positional operator and $elemMatch.')
    if (this.#parser.kind === 'exclusion')
      throw locationError(31395, 'positional projection cannot be used with exclusion')
    const parts = splitFieldPath(path)
    this.#hasPositional = true
    this.#parser.kind = 'inclusion'
    addLeaf(this.#parser.tree, parts, { kind: 'include' })
    const matcher = compileFilter(this.#filter, this.#options)
    this.#steps.push((result, original) => {
      const index = matcher.matchWithPosition(original).arrayIndex
      return onlyElement(result, original, parts, index)
    })
    return true
  }

  #elemMatch(path: string, operand: unknown): boolean {
    if (!isDoc(operand)) throw locationError(31274, 'elemMatch: Invalid argument, object required')
    if (this.#hasPositional) throw locationError(31255, 'Cannot specify positional operator and $elemMatch.')
    if (path.includes('.')) throw locationError(31275, 'Cannot use $elemMatch projection on a nested field.')
    this.#hasElemMatch = true
    const test = elementTest(operand, path, parseContext())
    this.#steps.push((result, original) => {
      const list = getField(original, path)
      const found: unknown[] = Array.isArray(list) ? list.filter(test).slice(0, 1) : []
      const copy = { ...result }
      if (found.length === 0) delete copy[path]
      else setField(copy, path, found)
      return copy
    })
    return true
  }

  #slice(path: string, operand: unknown): boolean {
    if (Array.isArray(operand) && !isNumeric(operand[0])) return false
    const { skip, limit } = sliceOf(operand)
    const parts = splitFieldPath(path)
    this.#sliced.push(parts)
    this.#steps.push((result) => sliceAt(result, parts, 0, skip, limit) as Doc)
    return true
  }
}

function sliceOf(operand: unknown): { skip: number | undefined; limit: number } {
  if (isNumeric(operand)) return { skip: undefined, limit: clamped(operand) }
  if (!Array.isArray(operand) || operand.length !== 2 || !operand.every(isNumeric)) {
    throw locationError(28667, 'Invalid $slice syntax. The given syntax did not match the find() syntax')
  }
  const limit = clamped(operand[1])
  if (limit <= 0) throw locationError(28724, '$slice limit must be positive')
  return { skip: clamped(operand[0]), limit }
}

function clamped(value: unknown): number {
  const whole = wholeNumber(value)
  if (whole === undefined) return 0
  return Math.max(-2147483648, Math.min(2147483647, Number(whole)))
}

function sliceAt(
  value: unknown,
  path: readonly string[],
  depth: number,
  skip: number | undefined,
  limit: number,
): unknown {
  const name = path[depth]
  if (name === undefined) return Array.isArray(value) ? sliceArray(value, skip, limit) : value
  if (Array.isArray(value))
    return value.map((item) => (isDoc(item) ? sliceAt(item, path, depth, skip, limit) : item))
  if (!isDoc(value) || getField(value, name) === undefined) return value
  const copy = { ...value }
  setField(copy, name, sliceAt(getField(value, name), path, depth + 1, skip, limit))
  return copy
}

function sliceArray(list: unknown[], skip: number | undefined, limit: number): unknown[] {
  if (skip === undefined) return limit < 0 ? list.slice(limit) : list.slice(0, limit)
  const start = skip < 0 ? Math.max(0, list.length + skip) : skip
  return list.slice(start, start + limit)
}

/** Cuts the first array on a path to the element that the query matched. @throws MongoError 51246. */
function onlyElement(result: Doc, original: Doc, path: readonly string[], index: string | undefined): Doc {
  let value: unknown = original
  for (let depth = 0; depth <= path.length; depth++) {
    if (Array.isArray(value)) {
      const at = Number(index ?? NaN)
      if (!(at < value.length)) {
        throw locationError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        )
      }
      return withPath(result, path.slice(0, depth), [value[at]])
    }
    value = isDoc(value) ? getField(value, path[depth] ?? '') : undefined
  }
  return result
}
