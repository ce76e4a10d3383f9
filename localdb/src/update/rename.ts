import { mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { getField, isDoc, typeName, type Doc } from '../bson/types.ts'
import { plainPath, withPath } from '../aggregate/set-path.ts'
import { KEEP, modifier, type Modifier } from './modifier.ts'
import { isFilterPart, splitUpdatePath } from './path.ts'

export type Rename = {
  source: string[]
  target: string[]
  /** Stands at the target and takes the source's value. */
  atTarget: Modifier
  /** Stands at the source, so that other operators conflict with it. */
  atSource: Modifier
}

/** Reads one entry of `$rename`. @throws MongoError BadValue 2. */
export function parseRename(sourcePath: string, targetPath: unknown): Rename {
  if (typeof targetPath !== 'string') {
    throw mongoError(
      'BadValue',
      `The 'to' field for $rename must be a string: ${sourcePath}: ${formatValue(targetPath)}`,
    )
  }
  const source = splitUpdatePath(sourcePath)
  const target = splitUpdatePath(targetPath)
  if (sourcePath === targetPath) {
    throw mongoError(
      'BadValue',
      `The source and target field for $rename must differ: ${sourcePath}: "${targetPath}"`,
    )
  }
  for (const [role, path] of [
    ['source', source],
    ['destination', target],
  ] as const) {
    if (path.some((part) => part === '$' || isFilterPart(part))) {
      throw mongoError('BadValue', `The ${role} field for $rename may not be dynamic: ${path.join('.')}`)
    }
  }
  const atTarget = modifier('$rename', true, (_value, { original }) => {
    const value = plainPath(original, source)
    refuseArrays(original, source, 'source')
    if (value === undefined) return KEEP
    refuseArrays(original, target, 'destination')
    return value
  })
  return { source, target, atTarget, atSource: modifier('$unset', false, () => KEEP) }
}

/** Takes the source field away after its value has been put at the target. */
export function removeSource(result: Doc, rename: Rename): Doc {
  return plainPath(result, rename.source) === undefined ? result : withPath(result, rename.source, undefined)
}

function refuseArrays(doc: Doc, path: readonly string[], role: string): void {
  let value: unknown = doc
  for (let i = 0; i < path.length && isDoc(value); i++) {
    value = getField(value, path[i] as string)
    if (Array.isArray(value) && i < path.length - 1) {
      const id = formatValue(getField(doc, '_id'))
      throw mongoError(
        'BadValue',
        `The ${role} field cannot be an array element, '${path.join('.')}' in doc with _id: ${id} has an ${typeName(value)} field called '${path[i]}'`,
      )
    }
  }
}
