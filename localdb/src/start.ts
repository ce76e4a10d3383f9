import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Engine } from './engine.ts'
import { startMaintenance } from './maintenance.ts'
import { DataFolderUnusable, markFolder, openStore, prepareFolder } from './storage/folder.ts'
import { lockFolder } from './storage/lock-file.ts'
import { listen, type Listening } from './wire/server.ts'

export type StartOptions = {
  /** Data folder; made when it is not there. */
  dir?: string
  /** Data in a temporary folder, without fsync, removed at the stop. */
  memory?: boolean
  /** TCP port; 0 or none takes a free one. */
  port?: number
  /** 127.0.0.1 unless told otherwise. */
  host?: string
  /** Path of a Unix socket, used instead of TCP. */
  socket?: string
}

export type Localdb = {
  uri: string
  /** 0 for a Unix socket. */
  port: number
  stop(): Promise<void>
}

/**
 * Starts a database in this process. @throws DataFolderInUse, DataFolderUnusable, AddressInUse with messages for people
 */
export async function start(options: StartOptions): Promise<Localdb> {
  if (!options.memory && options.dir === undefined)
    throw new Error('a data folder (dir) or memory: true is needed')
  const dir = options.memory ? mkdtempSync(join(tmpdir(), 'localdb-')) : resolve(options.dir as string)
  try {
    return await own(dir, options)
  } catch (error) {
    throw refusalOf(dir, error)
  }
}

async function own(dir: string, options: StartOptions): Promise<Localdb> {
  prepareFolder(dir)
  const unlock = lockFolder(dir)
  try {
    return await open(dir, options, () => {
      unlock()
      if (options.memory) rmSync(dir, { recursive: true, force: true })
    })
  } catch (error) {
    unlock()
    throw error
  }
}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'it is no folder',
  EEXIST: 'it is no folder',
}

/** The system's refusal of a file, in words for people; other errors as they are. */
function refusalOf(dir: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  const reason = code === undefined || syscall === 'listen' ? undefined : reasons[code]
  return reason ? new DataFolderUnusable(`the data folder ${dir} cannot be used: ${reason}`) : error
}

async function open(dir: string, options: StartOptions, leave: () => void): Promise<Localdb> {
  markFolder(dir)
  const store = openStore(dir, { sync: !options.memory })
  const engine = new Engine(store)
  let listening: Listening
  const host = options.host ?? '127.0.0.1'
  try {
    listening = await listen(
      engine,
      options.socket === undefined ? { host, port: options.port ?? 0 } : { socket: options.socket },
    )
  } catch (error) {
    await store.close()
    throw error
  }
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  engine.address = options.socket ?? `${reachable}:${listening.port}`
  const stopMaintenance = startMaintenance(engine)
  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    stopMaintenance()
    await listening.close()
    for (const session of engine.openTransactions) engine.endTransaction(session, 'aborted')
    await store.close()
    leave()
  }
  return {
    uri: uriOf(options.socket, engine.address),
    port: listening.port ?? 0,
    stop: () => (stopped ??= stop()),
  }
}

function uriOf(socket: string | undefined, address: string): string {
  return socket === undefined
    ? `mongodb://${address}/?replicaSet=rs0`
    : `mongodb://${encodeURIComponent(socket)}/?replicaSet=rs0&directConnection=true`
}
