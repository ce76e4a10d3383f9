import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { open } from 'lmdb'
import { AddressInUse } from './wire/server.ts'
import { DataFolderInUse, lockFolder } from './storage/lock-file.ts'
import { DataFolderUnusable, isDataFolder, openStore, prepareFolder } from './storage/folder.ts'
import type { Store } from './storage/store.ts'
import { verifyAll } from './storage/verify.ts'
import { start } from './start.ts'

const usage = `Usage: localdb --dir DIR [--port PORT] [--host HOST] [--socket PATH]
       localdb --memory [--port PORT] [--host HOST] [--socket PATH]
       localdb verify --dir DIR

  --dir DIR       data folder, made when it is not there
  --memory        data in a temporary folder, gone at the stop
  --port PORT     TCP port (27017 unless told otherwise; 0 takes a free one)
  --host HOST     address to listen on (127.0.0.1 unless told otherwise)
  --socket PATH   Unix socket instead of TCP
  verify          compares the indexes of a stopped data folder with its documents`

const known = [AddressInUse, DataFolderInUse, DataFolderUnusable]

/** The command line program; sets the exit code on failure. */
export async function main(args: string[]): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        dir: { type: 'string' },
        memory: { type: 'boolean', default: false },
        port: { type: 'string', default: '27017' },
        host: { type: 'string' },
        socket: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) console.log(usage)
    else if (positionals[0] === 'verify' && values.dir !== undefined) await verify(values.dir)
    else if (positionals[0] === 'copy' && positionals[1] !== undefined && values.dir !== undefined) {
      await readThrough(resolve(values.dir), positionals[1])
    } else if (positionals.length > 0 || (values.dir === undefined) !== values.memory) fail(usage)
    else await serve(values)
  } catch (error) {
    if (known.some((kind) => error instanceof kind)) return fail(`localdb: ${(error as Error).message}`)
    if (error instanceof TypeError && 'code' in error) return fail(`${error.message}\n\n${usage}`)
    throw error
  }
}

type ServeOptions = {
  dir?: string | undefined
  memory: boolean
  port: string
  host?: string | undefined
  socket?: string | undefined
}

async function serve(values: ServeOptions): Promise<void> {
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) return fail(`localdb: ${values.port} is no port`)
  const database = await start({
    memory: values.memory,
    port,
    ...(values.dir !== undefined && { dir: values.dir }),
    ...(values.host !== undefined && { host: values.host }),
    ...(values.socket !== undefined && { socket: values.socket }),
  })
  const stop = (): void => void database.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  console.log(`localdb listening on ${database.uri}`)
}

async function verify(dir: string): Promise<void> {
  const folder = resolve(dir)
  if (!isDataFolder(folder)) return fail(`localdb: ${folder} is no data folder of localdb`)
  prepareFolder(folder)
  const unlock = lockFolder(folder)
  try {
    await verifyStore(openStore(folder, { sync: true }))
  } finally {
    unlock()
  }
}

/** Copies a data file without its free pages, which reads all others; for its owner, who wants to know if it can. */
async function readThrough(folder: string, copy: string): Promise<void> {
  const database = open({ path: join(folder, 'data'), readOnly: true })
  await database.backup(copy, true)
  await database.close()
}

async function verifyStore(store: Store): Promise<void> {
  try {
    const { documents, entries, differences } = verifyAll(store.live)
    for (const difference of differences) console.error(difference)
    console.log(`${documents} documents, ${entries} index entries, ${differences.length} differences`)
    if (differences.length > 0) process.exitCode = 1
  } finally {
    await store.close()
  }
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
