import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from 'lmdb'

/** Rows of one kind, by id, in the order of their ids. Values are copies: change them with `put`. */
export interface Table<T> {
  get(id: string): T | undefined
  put(id: string, value: T): void
  remove(id: string): void
  /** All rows whose id begins with `prefix` (all rows when it is left out), in ascending order of id. */
  list(prefix?: string): T[]
}

/** The sandbox's memory: everything the outside world knows, kept across restarts. */
export interface Store {
  table<T>(name: string): Table<T>
  /** Runs `work` atomically and synchronously; an error thrown inside undoes all of its writes. */
  transaction<R>(work: () => R): R
  /** The next number of a named sequence: 1, 2, 3 … also across restarts. */
  nextNumber(name: string): number
  close(): Promise<void>
}

type Key = [table: string, id: string]

/**
 * Opens the sandbox's store.
 * @param options.dir folder of the lmdb files, made when missing; without it (or with `memory`) a temporary
 *   folder is used and removed at `close`
 */
export function openStore(options: { dir?: string; memory?: boolean }): Store {
  const temporary = options.memory === true || options.dir === undefined
  const path = temporary ? mkdtempSync(join(tmpdir(), 'linggong-sandbox-')) : options.dir!
  // noSync: a killed process loses nothing (the page cache is the kernel's), only a power cut could.
  const database = open<unknown, Key>({ path, noSync: true, dupSort: false })

  function table<T>(name: string): Table<T> {
    return {
      get: (id) => database.get([name, id]) as T | undefined,
      put: (id, value) => void database.putSync([name, id], value),
      remove: (id) => void database.removeSync([name, id]),
      list: (prefix = '') => {
        const rows: T[] = []
        for (const { value } of database.getRange({
          start: [name, prefix],
          end: [name, `${prefix}\uffff`],
        })) {
          rows.push(value as T)
        }
        return rows
      },
    }
  }

  const sequences = table<number>('sequences')
  const transaction = <R>(work: () => R): R => database.transactionSync(work)

  return {
    table,
    transaction,
    nextNumber: (name) =>
      transaction(() => {
        const next = (sequences.get(name) ?? 0) + 1
        sequences.put(name, next)
        return next
      }),
    close: async () => {
      await database.close()
      if (temporary) rmSync(path, { recursive: true, force: true })
    },
  }
}
