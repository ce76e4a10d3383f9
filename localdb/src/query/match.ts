import { compareValues, type Compare } from '../bson/compare.ts'
import { mongoError } from '../bson/errors.ts'
import { isDoc, T, typeOf, type Doc } from '../bson/types.ts'
import { compileExpression } from '../aggregate/expression.ts'
import type { Scope } from '../aggregate/scope.ts'
import { makeScope } from '../aggregate/variables.ts'
import { compileCollation } from './collation.ts'
import { equalTo, matchingRegex } from './comparison.ts'
import { fieldOperators, isOperatorName, type ParseContext } from './field-operators.ts'
import { allOf, onValues, predicateAt, type Predicate } from './predicate.ts'
import type { Position, Test } from './test-path.ts'
import { isTrue } from '../bson/truth.ts'

export type FilterOptions = {
  /** Variables for `$expr`: a document of expressions, evaluated once. */
  let?: Doc | undefined
  collation?: Doc | undefined
  /** The value of `$$NOW`. */
  now?: Date | undefined
  /** Variables already compiled (inside a pipeline); takes the place of `let`. */
  scope?: Scope | undefined
}

export type Matcher = {
  matches(doc: Doc): boolean
  /** Also tells the index of the array element that matched, for the positional `$`. */
  matchWithPosition(doc: Doc): { matched: boolean; arrayIndex?: string }
}

const refused = new Set([
  '$jsonSchema',
  '$where',
  '$text',
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$within',
  '$geoNear',
  '$sampleRate',
  '$_internalSchema',
  '$maxDistance',
  '$minDistance',
  '$encStrContains',
])

/**
 * Compiles a filter once; matching is then cheap. `collation` gives strings another order (an index of the simple
 * collation must not be used then). @throws MongoError BadValue 2 and others as the server's query parser,
 * NotImplemented 238 for operators that this engine does not have.
 */
export function compileFilter(filter: Doc, options: FilterOptions = {}): Matcher {
  const compare = options.collation ? compileCollation(options.collation) : compareValues
  let made: Scope | undefined
  const scope = (): Scope =>
    options.scope ?? (made ??= makeScope({ let: options.let, now: options.now, compare }))
  const test = new FilterParser(compare, scope).parse(filter, true)
  return {
    matches: (doc) => test(doc),
    matchWithPosition: (doc) => {
      const position: Position = {}
      const matched = test(doc, position)
      return matched && position.index !== undefined ? { matched, arrayIndex: position.index } : { matched }
    },
  }
}

/** The test of one array element under `$elemMatch`, for projections and `$pull`. */
export function parseContext(): ParseContext {
  return new FilterParser(compareValues, () => makeScope({}))
}

class FilterParser implements ParseContext {
  readonly compare: Compare
  readonly #scope: () => Scope

  constructor(compare: Compare, scope: () => Scope) {
    this.compare = compare
    this.#scope = scope
  }

  parseFilter(filter: Doc): Test {
    return this.parse(filter, false)
  }

  /** `top` is false inside `$elemMatch`, where `$expr` has no document to look at. */
  parse(filter: Doc, top: boolean): Test {
    return allOf(Object.keys(filter).flatMap((key) => this.#entry(key, filter[key], top)))
  }

  #entry(key: string, operand: unknown, top: boolean): Test[] {
    if (operand === undefined) return []
    if (!key.startsWith('$') || key === '$ref' || key === '$id' || key === '$db')
      return [this.#field(key, operand)]
    switch (key) {
      case '$and':
        return [allOf(this.#branches(key, operand, top))]
      case '$or':
        return [this.#or(this.#branches(key, operand, top))]
      case '$nor':
        return [this.#nor(this.#branches(key, operand, top))]
      case '$expr':
        return [this.#expression(operand, top)]
      case '$comment':
        return []
      case '$alwaysTrue':
        return [() => true]
      case '$alwaysFalse':
        return [() => false]
      default:
        throw unknownTopLevel(key)
    }
  }

  #branches(key: string, operand: unknown, top: boolean): Test[] {
    if (!Array.isArray(operand)) throw mongoError('BadValue', `${key} must be an array`)
    if (operand.length === 0) throw mongoError('BadValue', '$and/$or/$nor must be a nonempty array')
    return operand.map((item) => {
      if (!isDoc(item)) throw mongoError('BadValue', '$or/$and/$nor entries need to be full objects')
      return this.parse(item, top)
    })
  }

  #or(tests: Test[]): Test {
    return (container, position) => tests.some((test) => test(container, position))
  }

  #nor(tests: Test[]): Test {
    return (container) => !tests.some((test) => test(container))
  }

  #expression(operand: unknown, top: boolean): Test {
    if (!top) throw mongoError('BadValue', '$expr can only be applied to the top-level document')
    const evaluate = compileExpression(operand, this.#scope())
    return (container) => isTrue(evaluate(container as Doc))
  }

  #field(path: string, operand: unknown): Test {
    if (typeOf(operand) === T.regex) return predicateAt(path, onValues(matchingRegex(operand)))
    if (isDoc(operand) && isOperatorName(Object.keys(operand)[0])) {
      return predicateAt(path, this.parseOperators(path, operand))
    }
    return predicateAt(path, onValues(equalTo(operand, this.compare)))
  }

  parseOperators(path: string, operators: Doc): Predicate {
    const predicates = Object.keys(operators).map((name) => {
      const parser = fieldOperators.get(name)
      if (parser) return parser(operators[name], path, this, operators)
      if (refused.has(name)) throw mongoError('NotImplemented', `${name} is not supported`)
      throw mongoError('BadValue', `unknown operator: ${name}`)
    })
    return predicates.length === 1 ? (predicates[0] as Predicate) : { all: predicates }
  }
}

function unknownTopLevel(key: string): Error {
  if (refused.has(key)) return mongoError('NotImplemented', `${key} is not supported`)
  return mongoError(
    'BadValue',
    `unknown top level operator: ${key}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  )
}
