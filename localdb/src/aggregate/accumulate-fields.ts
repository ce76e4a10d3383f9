import { locationError, mongoError } from '../bson/errors.ts'
import { isDoc, setField, typeName, type Doc } from '../bson/types.ts'
import { documentOrder } from '../query/sort.ts'
import { accumulators, type Accumulator } from './accumulators.ts'
import { compileExpression } from './expression.ts'
import { isNullish, namedArguments } from './operator.ts'
import { countOf } from './operators/array.ts'
import type { Scope } from './scope.ts'

/** A field of a group: makes a running total fed with the group's documents. */
export type FieldTotal = { name: string; start(): { add(doc: Doc): void; result(): unknown } }

/** Reads the accumulator fields of `$group`, `$bucket` and `$bucketAuto`. @throws MongoError 40234 to 40238, 15952. */
export function parseTotals(fields: Doc, scope: Scope): FieldTotal[] {
  return Object.keys(fields).map((name) => {
    if (name.includes('.')) throw locationError(40235, `The field name '${name}' cannot contain '.'`)
    if (name.startsWith('$'))
      throw locationError(40236, `The field name '${name}' cannot be an operator name`)
    const spec = fields[name]
    if (!isDoc(spec)) throw locationError(40234, `The field '${name}' must be an accumulator object`)
    const [operator, ...others] = Object.keys(spec)
    if (operator === undefined || others.length > 0)
      throw locationError(40238, `The field '${name}' must specify one accumulator`)
    return { name, start: parseTotal(operator, spec[operator], scope) }
  })
}

function parseTotal(operator: string, operand: unknown, scope: Scope): FieldTotal['start'] {
  if (operator === '$count') {
    if (!isDoc(operand) || Object.keys(operand).length > 0)
      throw mongoError('TypeMismatch', '$count takes no arguments, i.e. $count:{}')
  }
  const create = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined
  if (create) return plainTotal(() => create(scope.frame.compare), operandOf(operator, operand), scope)
  switch (operator) {
    case '$firstN':
    case '$lastN':
    case '$minN':
    case '$maxN':
      return severalTotal(operator, operand, scope)
    case '$top':
    case '$bottom':
    case '$topN':
    case '$bottomN':
      return rankedTotal(operator, operand, scope)
    case '$accumulator':
    case '$median':
    case '$percentile':
      throw mongoError('NotImplemented', `the accumulator ${operator} is not supported`)
    default:
      throw locationError(15952, `unknown group operator '${operator}'`)
  }
}

function operandOf(operator: string, operand: unknown): unknown {
  if (!Array.isArray(operand)) return operand
  if (operand.length !== 1) throw locationError(40237, `The ${operator} accumulator is a unary operator`)
  return operand[0]
}

function plainTotal(create: () => Accumulator, operand: unknown, scope: Scope): FieldTotal['start'] {
  const input = compileExpression(operand, scope)
  return () => {
    const total = create()
    return { add: (doc) => total.add(input(doc)), result: () => total.result() }
  }
}

function severalTotal(operator: string, operand: unknown, scope: Scope): FieldTotal['start'] {
  const spec = namedArguments(operand, operator, ['input', 'n'], [])
  const input = compileExpression(spec['input'], scope)
  const n = countOf(compileExpression(spec['n'], scope)({}))
  const { compare } = scope.frame
  return () => {
    const values: unknown[] = []
    return {
      add: (doc) => {
        const value = input(doc)
        const ordered = operator === '$minN' || operator === '$maxN'
        if (ordered && isNullish(value)) return
        if (operator !== '$firstN' || values.length < n) values.push(value ?? null)
        if (operator === '$lastN' && values.length > n) values.shift()
      },
      result: () => {
        if (operator === '$minN') return values.toSorted(compare).slice(0, n)
        if (operator === '$maxN') return values.toSorted((a, b) => compare(b, a)).slice(0, n)
        return values
      },
    }
  }
}

function rankedTotal(operator: string, operand: unknown, scope: Scope): FieldTotal['start'] {
  const several = operator.endsWith('N')
  const spec = namedArguments(
    operand,
    operator,
    several ? ['sortBy', 'output', 'n'] : ['sortBy', 'output'],
    [],
  )
  if (!isDoc(spec['sortBy']))
    throw mongoError(
      'BadValue',
      `'sortBy' of ${operator} must be an object, found ${typeName(spec['sortBy'])}`,
    )
  const order = documentOrder(spec['sortBy'])
  const output = compileExpression(spec['output'], scope)
  const n = several ? countOf(compileExpression(spec['n'], scope)({})) : 1
  return () => {
    const rows: { keys: readonly unknown[]; value: unknown }[] = []
    return {
      add: (doc) => rows.push({ keys: order.keysOf(doc), value: output(doc) ?? null }),
      result: () => {
        const sorted = rows.toSorted((a, b) => order.compareKeys(a.keys, b.keys))
        const kept = operator.startsWith('$top') ? sorted.slice(0, n) : sorted.slice(-n)
        const values = kept.map((row) => row.value)
        return several ? values : values[0]
      },
    }
  }
}

/** Starts all totals of one group. */
export function startTotals(fields: readonly FieldTotal[]): { add(doc: Doc): void; into(result: Doc): Doc } {
  const totals = fields.map((field) => field.start())
  return {
    add: (doc) => {
      for (const total of totals) total.add(doc)
    },
    into: (result) => {
      for (let i = 0; i < fields.length; i++)
        setField(result, (fields[i] as FieldTotal).name, totals[i]?.result())
      return result
    },
  }
}
