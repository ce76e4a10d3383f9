import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where lmdb keeps what, in each of the two head pages of its file. */
const head = { magic: 24, version: 28, pageSize: 48, lastPage: 144, transaction: 152, end: 160 } as const
const magic = 0xbeefc0de
const version = 2

const program = fileURLToPath(new URL('../../bin/localdb.mjs', import.meta.url))

type Head = { pageSize: number; lastPage: number; transaction: bigint }

/** Path of lmdb's file in a data folder. */
export function dataFileOf(dir: string): string {
  return join(dir, 'data', 'data.mdb')
}

/**
 * Says what is wrong with a data file, without changing it; undefined when it can be opened. lmdb maps the file into
 * memory, so a page that is not there would end the whole process without a word.
 */
export function faultOfDataFile(dir: string): string | undefined {
  const path = dataFileOf(dir)
  if (!existsSync(path)) return 'its data file is missing'
  const file = openSync(path, 'r')
  try {
    const size = fstatSync(file).size
    if (size === 0) return 'its data file is empty'
    const first = readHead(file, 0)
    const second = first && readHead(file, first.pageSize)
    if (!first || !second) return 'its data file has no valid head'
    const newest = second.transaction > first.transaction ? second : first
    if (size >= (newest.lastPage + 1) * newest.pageSize) return undefined
  } finally {
    closeSync(file)
  }
  return isReadable(dir) ? undefined : 'its data file is cut off'
}

function readHead(file: number, position: number): Head | undefined {
  const bytes = Buffer.alloc(head.end)
  if (readSync(file, bytes, 0, bytes.length, position) < bytes.length) return undefined
  const pageSize = bytes.readUInt32LE(head.pageSize)
  const known = bytes.readUInt32LE(head.magic) === magic && bytes.readUInt32LE(head.version) === version
  if (!known || pageSize < 512 || pageSize > 65_536) return undefined
  return {
    pageSize,
    lastPage: Number(bytes.readBigUInt64LE(head.lastPage)),
    transaction: bytes.readBigUInt64LE(head.transaction),
  }
}

/**
 * The last pages of a sound file may never have been written, when nothing is kept in them. So a short file is
 * copied in a process of its own, which dies where a page is called for that is not there.
 */
function isReadable(dir: string): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'localdb-copy-'))
  try {
    const args = [program, 'copy', copy, '--dir', dir]
    return spawnSync(process.execPath, args, { stdio: 'ignore' }).status === 0
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
