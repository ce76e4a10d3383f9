import { locationError } from '../../bson/errors.ts'
import { longOf } from '../../bson/number.ts'
import { isDoc, typeName, type Doc } from '../../bson/types.ts'
import { splitFieldPath } from '../field-path.ts'
import type { StageCompiler } from '../pipeline-context.ts'
import { plainPath, withPath } from '../set-path.ts'

type Unwind = { path: string[]; index: string[] | undefined; preserve: boolean }

export const unwindStage: StageCompiler = (operand) => {
  const unwind = parseUnwind(operand)
  return function* (docs) {
    for (const doc of docs) yield* unwindOne(doc, unwind)
  }
}

function* unwindOne(doc: Doc, { path, index, preserve }: Unwind): Iterable<Doc> {
  const value = plainPath(doc, path)
  const placed = (row: Doc, at: number | null): Doc =>
    index ? withPath(row, index, at === null ? null : longOf(BigInt(at))) : row
  if (!Array.isArray(value)) {
    if (preserve || (value !== undefined && value !== null)) yield placed(doc, null)
  } else if (value.length > 0) {
    for (let i = 0; i < value.length; i++) yield placed(withPath(doc, path, value[i]), i)
  } else if (preserve) {
    yield placed(withPath(doc, path, undefined), null)
  }
}

function parseUnwind(operand: unknown): Unwind {
  const spec = isDoc(operand) ? operand : { path: operand }
  const extra = Object.keys(spec).find(
    (key) => !['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(key),
  )
  if (extra !== undefined) throw locationError(28811, `unrecognized option to $unwind stage: ${extra}`)
  const { path, preserveNullAndEmptyArrays: preserve, includeArrayIndex: index } = spec as Doc
  if (path === undefined) throw locationError(28812, 'no path specified to $unwind stage')
  if (typeof path !== 'string')
    throw locationError(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`)
  if (!path.startsWith('$'))
    throw locationError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`)
  if (preserve !== undefined && typeof preserve !== 'boolean') {
    throw locationError(
      28809,
      `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeName(preserve)}`,
    )
  }
  return { path: splitFieldPath(path.slice(1)), index: indexPath(index), preserve: preserve === true }
}

function indexPath(index: unknown): string[] | undefined {
  if (index === undefined) return undefined
  if (typeof index !== 'string' || index === '') {
    throw locationError(
      28810,
      'expected a non-empty string for the includeArrayIndex  option to $unwind stage',
    )
  }
  if (index.startsWith('$'))
    throw locationError(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`,
    )
  return splitFieldPath(index)
}
