import { createHash } from 'node:crypto'
import type { UploadRule } from '@linggong/shared/api/endpoint'
import multer, { type UploadedPart } from '@koa/multer'
import type { Context } from 'koa'
import { AppError } from '../errors.ts'
import { sniff, type FileKind } from '../modules/files/sniff.ts'

const maxJsonBytes = 1024 * 1024
const maxUploadBytes = 20 * 1024 * 1024
const kindNames: Record<FileKind, string> = { jpeg: 'JPG', png: 'PNG', pdf: 'PDF', xlsx: 'Excel（.xlsx）' }

/** A file that came with a request; its kind was read from the content, not from its name. */
export interface UploadedFile {
  content: Buffer
  kind: FileKind
  /** Name on the sender's device: shown to the sender only. */
  name: string
  sha256: string
}

/** The raw bytes of a request, for callbacks whose signature covers them. @throws AppError PAYLOAD_TOO_LARGE */
export async function readRawBody(ctx: Context, maxBytes: number = maxJsonBytes): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new AppError('PAYLOAD_TOO_LARGE', { limit: describeBytes(maxBytes) })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function describeBytes(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.floor(bytes / 1024)} KB`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('BAD_REQUEST', { reason: '内容不是 JSON' }, 'body')
  }
}

/** The JSON body; an absent body is an empty object. @throws AppError BAD_REQUEST, PAYLOAD_TOO_LARGE */
export async function readJson(ctx: Context): Promise<unknown> {
  const raw = await readRawBody(ctx)
  return raw.length === 0 ? {} : parseJson(raw.toString('utf8'))
}

async function receive(ctx: Context, rule: UploadRule, maxBytes: number): Promise<UploadedPart | undefined> {
  const parser = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: maxBytes, files: 1, fields: 50, fieldSize: maxJsonBytes, parts: 60 },
    defParamCharset: 'utf8',
  })
  try {
    await parser.single(rule.field)(ctx, async () => undefined)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'LIMIT_FILE_SIZE')
      throw new AppError('PAYLOAD_TOO_LARGE', { limit: describeBytes(maxBytes) })
    throw new AppError('BAD_REQUEST', { reason: '上传的内容不完整，请重新上传' }, rule.field)
  }
  return (ctx as Context & { file?: UploadedPart }).file
}

/** Form fields; those of the part `json` are added as they are, so that numbers and lists keep their type. */
function fieldsOf(form: unknown): unknown {
  const { json, ...fields } = { ...(form as Record<string, string> | undefined) }
  return json === undefined ? fields : { ...fields, ...(parseJson(json) as object) }
}

/**
 * The one file and the fields of a multipart request, in memory.
 * @throws AppError BAD_REQUEST, FILE_EMPTY, PAYLOAD_TOO_LARGE, UNSUPPORTED_FILE
 */
export async function readUpload(
  ctx: Context,
  rule: UploadRule,
): Promise<{ body: unknown; file: UploadedFile }> {
  if (!ctx.is('multipart/form-data'))
    throw new AppError('BAD_REQUEST', { reason: '请选择要上传的文件' }, rule.field)
  const part = await receive(ctx, rule, Math.min(rule.maxBytes, maxUploadBytes))
  if (!part) throw new AppError('BAD_REQUEST', { reason: '请选择要上传的文件' }, rule.field)
  if (part.size === 0) throw new AppError('FILE_EMPTY', undefined, rule.field)
  const kind = await sniff(part.buffer)
  if (!kind || !rule.accept.includes(kind)) {
    throw new AppError(
      'UNSUPPORTED_FILE',
      { accept: rule.accept.map((name) => kindNames[name]).join('、') },
      rule.field,
    )
  }
  const sha256 = createHash('sha256').update(part.buffer).digest('hex')
  const form = (ctx.request as { body?: unknown }).body
  return { body: fieldsOf(form), file: { content: part.buffer, kind, name: part.originalname, sha256 } }
}
