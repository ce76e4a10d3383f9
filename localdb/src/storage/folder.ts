import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { dataFileOf, faultOfDataFile } from './data-file.ts'
import { Store, type StoreOptions } from './store.ts'

const markerName = 'localdb.json'
const ownNames = ['owner.lock', `${markerName}.new`]
const format = 1

/** The folder holds something else, or data that cannot be read. Nothing in it was changed. */
export class DataFolderUnusable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DataFolderUnusable'
  }
}

/** Makes a new data folder or checks an old one. @throws DataFolderUnusable */
export function prepareFolder(dir: string): void {
  mkdirSync(dir, { recursive: true })
  if (isDataFolder(dir)) return checkMarker(dir)
  if (readdirSync(dir).some((name) => !ownNames.includes(name))) {
    throw new DataFolderUnusable(`${dir} is no data folder of localdb and not empty; choose another folder`)
  }
}

/** Marks a folder as localdb's own; to be called by its owner. */
export function markFolder(dir: string): void {
  if (!existsSync(join(dir, markerName))) writeMarker(dir, { format })
}

/** True when the folder was made by localdb. */
export function isDataFolder(dir: string): boolean {
  return existsSync(join(dir, markerName))
}

/** Opens the data of a prepared folder. @throws DataFolderUnusable when the file is torn, foreign or missing */
export function openStore(dir: string, options: Omit<StoreOptions, 'dir'>): Store {
  const marker = readMarker(dir)
  const isNew = !marker?.hasData && !hasContent(dataFileOf(dir))
  const fault = isNew ? undefined : faultOfDataFile(dir)
  if (fault) throw unusable(dir, fault)
  let store: Store
  try {
    store = new Store({ ...options, dir: join(dir, 'data') })
  } catch (error) {
    throw unusable(dir, error instanceof Error ? error.message : String(error))
  }
  if (!marker?.hasData) writeMarker(dir, { format, hasData: true })
  return store
}

function unusable(dir: string, reason: string): DataFolderUnusable {
  return new DataFolderUnusable(
    `the data in ${dir} cannot be opened (${reason}); nothing was changed; restore a copy or choose another folder`,
  )
}

function hasContent(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0
}

/** `hasData`: the data file was made, so that a missing one is a loss and no beginning. */
type Marker = { format?: unknown; hasData?: boolean }

function readMarker(dir: string): Marker | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, markerName), 'utf8')) as Marker
  } catch {
    return undefined
  }
}

/** Written whole or not at all. */
function writeMarker(dir: string, marker: Marker): void {
  const path = join(dir, markerName)
  writeFileSync(`${path}.new`, `${JSON.stringify(marker)}\n`)
  renameSync(`${path}.new`, path)
}

function checkMarker(dir: string): void {
  const found = readMarker(dir)?.format
  if (found !== format) {
    throw new DataFolderUnusable(
      `${dir} was written by another version of localdb (format ${String(found)}, known: ${format})`,
    )
  }
}
