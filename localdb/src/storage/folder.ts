import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Store, type StoreOptions } from './store.ts'

const markerName = 'localdb.json'
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
  const marker = join(dir, markerName)
  if (existsSync(marker)) return checkMarker(dir, marker)
  if (readdirSync(dir).some((name) => name !== 'owner.lock')) {
    throw new DataFolderUnusable(`${dir} is no data folder of localdb and not empty; choose another folder`)
  }
}

/** Marks a folder as localdb's own; to be called by its owner. */
export function markFolder(dir: string): void {
  const marker = join(dir, markerName)
  if (!existsSync(marker)) writeFileSync(marker, `${JSON.stringify({ format })}\n`)
}

/** True when the folder was made by localdb. */
export function isDataFolder(dir: string): boolean {
  return existsSync(join(dir, markerName))
}

/** Opens the data of a prepared folder. @throws DataFolderUnusable when the file is torn or foreign */
export function openStore(dir: string, options: Omit<StoreOptions, 'dir'>): Store {
  try {
    return new Store({ ...options, dir: join(dir, 'data') })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataFolderUnusable(
      `the data in ${dir} cannot be opened (${reason}); restore a copy or choose another folder`,
    )
  }
}

function checkMarker(dir: string, marker: string): void {
  let found: unknown
  try {
    found = (JSON.parse(readFileSync(marker, 'utf8')) as { format?: unknown }).format
  } catch {
    found = undefined
  }
  if (found !== format) {
    throw new DataFolderUnusable(
      `${dir} was written by another version of localdb (format ${String(found)}, known: ${format})`,
    )
  }
}
