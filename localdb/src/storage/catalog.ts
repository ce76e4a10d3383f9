import { randomUUID } from 'node:crypto'
import { Binary, Int32, Long } from 'bson'
import { decode, encode, type Doc } from '../bson/codec.ts'
import { compileFilter, type Matcher } from '../query/match.ts'
import { asNumber } from '../values.ts'
import { systemTables, tablePrefix, tableRange } from './keys.ts'
import type { View } from './view.ts'

export type Index = {
  name: string
  /** Key pattern as given, for example `{ a: 1, b: -1 }`. */
  key: Doc
  paths: string[]
  directions: (1 | -1)[]
  table: number
  unique: boolean
  sparse: boolean
  hidden: boolean
  partial: Doc | undefined
  partialMatcher: Matcher | undefined
  /** Seconds after the date in the key when a document expires; a TTL index only. */
  expireAfterSeconds: number | undefined
  /** Some document has more than one entry or an array in a key. */
  multikey: boolean
  /** Some entry was cut, so that entry order is not value order. */
  cut: boolean
}

export type Collection = {
  ns: string
  database: string
  name: string
  uuid: string
  table: number
  indexes: readonly Index[]
  options: Doc
  validator: Matcher | undefined
  /** The key text of its catalog entry: what a change of the collection locks. */
  flags: { idsCut: boolean }
}

/** Collections by namespace. Never changed in place: every change makes a new map. */
export type Catalog = ReadonlyMap<string, Collection>

export function catalogKey(ns: string): Buffer {
  return Buffer.concat([tablePrefix(systemTables.catalog), Buffer.from(ns, 'utf8')])
}

export function newCollection(ns: string, table: number, options: Doc): Collection {
  const dot = ns.indexOf('.')
  const validator = options['validator'] as Doc | undefined
  return {
    ns,
    database: ns.slice(0, dot),
    name: ns.slice(dot + 1),
    uuid: randomUUID(),
    table,
    indexes: [],
    options,
    validator: validator && compileFilter(validator),
    flags: { idsCut: false },
  }
}

export type IndexSpec = Pick<
  Index,
  'name' | 'key' | 'unique' | 'sparse' | 'hidden' | 'partial' | 'expireAfterSeconds'
>

export function newIndex(spec: IndexSpec, table: number): Index {
  return {
    ...spec,
    paths: Object.keys(spec.key),
    directions: Object.values(spec.key).map((value) => (asNumber(value) < 0 ? -1 : 1)),
    table,
    partialMatcher: spec.partial && compileFilter(spec.partial),
    multikey: false,
    cut: false,
  }
}

export function encodeCollection(collection: Collection): Buffer {
  return encode({
    ns: collection.ns,
    uuid: collection.uuid,
    table: new Int32(collection.table),
    options: collection.options,
    idsCut: collection.flags.idsCut,
    indexes: collection.indexes.map((index) => ({
      name: index.name,
      key: index.key,
      table: new Int32(index.table),
      unique: index.unique,
      sparse: index.sparse,
      hidden: index.hidden,
      multikey: index.multikey,
      cut: index.cut,
      ...(index.partial && { partial: index.partial }),
      ...(index.expireAfterSeconds !== undefined && {
        expireAfterSeconds: Long.fromNumber(index.expireAfterSeconds),
      }),
    })),
  })
}

export function decodeCollection(bytes: Buffer): Collection {
  const stored = decode(bytes)
  const collection = newCollection(
    stored['ns'] as string,
    asNumber(stored['table']),
    stored['options'] as Doc,
  )
  const indexes = (stored['indexes'] as Doc[]).map((entry) => ({
    ...newIndex(
      {
        name: entry['name'] as string,
        key: entry['key'] as Doc,
        unique: entry['unique'] === true,
        sparse: entry['sparse'] === true,
        hidden: entry['hidden'] === true,
        partial: entry['partial'] as Doc | undefined,
        expireAfterSeconds:
          entry['expireAfterSeconds'] === undefined ? undefined : asNumber(entry['expireAfterSeconds']),
      },
      asNumber(entry['table']),
    ),
    multikey: entry['multikey'] === true,
    cut: entry['cut'] === true,
  }))
  return {
    ...collection,
    uuid: stored['uuid'] as string,
    indexes,
    flags: { idsCut: stored['idsCut'] === true },
  }
}

/** All collections of a store. */
export function loadCatalog(view: View): Catalog {
  const catalog = new Map<string, Collection>()
  for (const entry of view.scan(tableRange(systemTables.catalog), false, Infinity)) {
    const collection = decodeCollection(entry.value)
    catalog.set(collection.ns, collection)
  }
  return catalog
}

/** The largest table number in use. */
export function largestTable(catalog: Catalog): number {
  let largest = 0
  for (const collection of catalog.values()) {
    largest = Math.max(largest, collection.table, ...collection.indexes.map((index) => index.table))
  }
  return largest
}

/** A collection's identity as the server shows it. */
export function uuidOf(collection: Collection): Binary {
  return new Binary(Buffer.from(collection.uuid.replaceAll('-', ''), 'hex'), 4)
}
