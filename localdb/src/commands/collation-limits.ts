import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { isDocument, isNumeric } from '../values.ts'

/** Operators that find equal or ordered values by stored keys, which know the simple collation only. */
const ofUpdates = new Set(['$min', '$max', '$pull', '$pullAll', '$addToSet', '$push'])
const ofPipelines = new Set([
  '$group',
  '$sortByCount',
  '$bucket',
  '$bucketAuto',
  '$graphLookup',
  '$addToSet',
  '$setUnion',
  '$setIntersection',
  '$setDifference',
  '$setEquals',
  '$setIsSubset',
])

/** Refuses updates whose meaning a collation would change. @throws NotImplemented 238 */
export function refuseCollatedUpdate(update: Doc | Doc[], arrayFilters: Doc[] | undefined): void {
  if (Array.isArray(update)) throw refused('updates by a pipeline')
  if (arrayFilters) throw refused('arrayFilters')
  const name = Object.keys(update).find((operator) => ofUpdates.has(operator))
  if (name) throw refused(name)
}

/** Refuses pipelines that would find equal texts without the collation. @throws NotImplemented 238 */
export function refuseCollatedPipeline(part: unknown): void {
  if (Array.isArray(part)) part.forEach(refuseCollatedPipeline)
  if (!isDocument(part)) return
  for (const [name, inner] of Object.entries(part)) {
    if (ofPipelines.has(name) && !isOneGroup(name, inner)) throw refused(name)
    refuseCollatedPipeline(inner)
  }
}

/** A group of everything compares nothing; drivers count with it. */
function isOneGroup(name: string, spec: unknown): boolean {
  if (name !== '$group' || !isDocument(spec)) return false
  return spec['_id'] === null || isNumeric(spec['_id'])
}

function refused(name: string): Error {
  return mongoError('NotImplemented', `localdb does not support a collation together with ${name}`)
}
