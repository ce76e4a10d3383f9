import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { AppError } from '../errors.ts'

const inflate = promisify(inflateRaw)

const maxUnpackedBytes = 64 * 1024 * 1024
const maxEntries = 500
const endSignature = 0x06054b50
const directorySignature = 0x02014b50
const stored = 0
const deflated = 8

interface ZipEntry {
  method: number
  encrypted: boolean
  packed: Buffer
}

const unreadable = (): AppError => new AppError('FILE_UNREADABLE')

/** Offset of the end-of-directory record, which stands in the last 64 KB (APPNOTE.TXT 4.3.16). */
function endRecord(file: Buffer): number {
  const first = Math.max(0, file.length - 65_557)
  for (let offset = file.length - 22; offset >= first; offset--) {
    if (file.readUInt32LE(offset) === endSignature) return offset
  }
  throw unreadable()
}

function readEntries(file: Buffer): ZipEntry[] {
  const end = endRecord(file)
  const count = file.readUInt16LE(end + 10)
  if (count > maxEntries)
    throw new AppError('FILE_CONTENT', { reason: '文件内容异常，请用 Excel 打开后另存为 .xlsx 再上传' })
  const entries: ZipEntry[] = []
  let offset = file.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (file.readUInt32LE(offset) !== directorySignature) throw unreadable()
    const packedSize = file.readUInt32LE(offset + 20)
    const local = file.readUInt32LE(offset + 42)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    if (start + packedSize > file.length) throw unreadable()
    entries.push({
      method: file.readUInt16LE(offset + 10),
      encrypted: (file.readUInt16LE(offset + 8) & 1) === 1,
      packed: file.subarray(start, start + packedSize),
    })
    offset +=
      46 + file.readUInt16LE(offset + 28) + file.readUInt16LE(offset + 30) + file.readUInt16LE(offset + 32)
  }
  return entries
}

async function unpackedSize({ method, encrypted, packed }: ZipEntry, room: number): Promise<number> {
  if (encrypted || (method !== stored && method !== deflated)) throw unreadable()
  if (method === stored) return packed.length
  try {
    return (await inflate(packed, { maxOutputLength: Math.max(room, 1) })).length
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return room + 1
    throw unreadable()
  }
}

/**
 * Refuses an archive that unpacks to more than 64 MB, whatever sizes it declares.
 * @throws AppError FILE_UNREADABLE (no zip, broken or with a password), FILE_CONTENT (unpacks to too much)
 */
export async function assertUnpacksModestly(file: Buffer): Promise<void> {
  let entries: ZipEntry[]
  try {
    entries = readEntries(file)
  } catch (error) {
    if (error instanceof RangeError) throw unreadable()
    throw error
  }
  let room = maxUnpackedBytes
  for (const entry of entries) {
    room -= await unpackedSize(entry, room)
    if (room < 0) {
      throw new AppError('FILE_CONTENT', { reason: '文件解压后过大，请删除多余的工作表和图片后再上传' })
    }
  }
}
