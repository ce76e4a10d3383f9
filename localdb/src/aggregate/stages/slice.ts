import { Long } from 'bson'
import { wholeNumber } from '../../bson/arithmetic.ts'
import { locationError } from '../../bson/errors.ts'
import { formatValue } from '../../bson/format.ts'
import { isDoc, isNumeric, type Doc } from '../../bson/types.ts'
import { sortDocs, compileSort } from '../../query/sort.ts'
import type { StageCompiler } from '../pipeline-context.ts'

/** A count of documents, from the operand of `$limit` or `$skip`. @throws MongoError 5107201, 15958. */
export function countOperand(operand: unknown, name: string): number {
  const count = isNumeric(operand) ? wholeNumber(operand) : undefined
  if (count === undefined || count < 0n) {
    throw locationError(
      5107201,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${formatValue(operand)}`,
    )
  }
  if (name === '$limit' && count === 0n) throw locationError(15958, 'the limit must be positive')
  return count > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(count)
}

export const limitStage: StageCompiler = (operand, _context, name) => {
  const limit = countOperand(operand, name)
  return function* (docs) {
    let taken = 0
    for (const doc of docs) {
      yield doc
      if (++taken >= limit) return
    }
  }
}

export const skipStage: StageCompiler = (operand, _context, name) => {
  const skip = countOperand(operand, name)
  return function* (docs) {
    let seen = 0
    for (const doc of docs) if (++seen > skip) yield doc
  }
}

export const sortStage: StageCompiler = (operand, { collation }) => {
  if (!isDoc(operand)) throw locationError(15973, 'the $sort key specification must be an object')
  if (Object.keys(operand).length === 0)
    throw locationError(15976, '$sort stage must have at least one sort key')
  compileSort(operand, { collation })
  return (docs) => sortDocs(docs, operand, undefined, { collation })
}

export const sampleStage: StageCompiler = (operand) => {
  if (!isDoc(operand)) throw locationError(28745, 'the $sample stage specification must be an object')
  const size = sampleSize(operand)
  return (docs) => {
    const pool = [...docs]
    const chosen: Doc[] = []
    while (chosen.length < size && pool.length > 0) {
      chosen.push(...pool.splice(Math.floor(Math.random() * pool.length), 1))
    }
    return chosen
  }
}

function sampleSize(operand: Doc): number {
  const extra = Object.keys(operand).find((key) => key !== 'size')
  if (extra !== undefined) throw locationError(28748, `unrecognized option to $sample: ${extra}`)
  if (!('size' in operand)) throw locationError(28749, '$sample stage must specify a size')
  if (!isNumeric(operand['size'])) throw locationError(28746, 'size argument to $sample must be a number')
  const size = wholeNumber(operand['size'])
  if (size === undefined || size <= 0n)
    throw locationError(28747, 'size argument to $sample must be a positive integer')
  return Number(size)
}

export const countStage: StageCompiler = (operand) => {
  if (typeof operand !== 'string' || operand === '')
    throw locationError(40156, 'the count field must be a non-empty string')
  if (operand.startsWith('$')) throw locationError(40158, 'the count field cannot be a $-prefixed path')
  if (operand.includes('.')) throw locationError(40160, "the count field cannot contain '.'")
  return function* (docs) {
    let count = 0
    for (const doc of docs) count += doc === undefined ? 0 : 1
    if (count > 0) yield { [operand]: count > 2147483647 ? Long.fromNumber(count) : count }
  }
}
