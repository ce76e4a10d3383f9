import { defineEndpoint } from '@linggong/shared/api/endpoint'
import { defineMachine, type StateOf } from '@linggong/shared/states/machine'
import { model, Schema } from 'mongoose'
import { z } from 'zod'
import { type Actor, systemActor } from '../../src/actor.ts'
import { runCommand, type CommandContext } from '../../src/command.ts'
import { baseSchemaOptions, encryptedString, idField, stateField } from '../../src/database/schema.ts'
import type { Sealed } from '../../src/database/vault.ts'
import { AppError } from '../../src/errors.ts'
import { defineEvent } from '../../src/events.ts'
import { downloadRoute, route } from '../../src/http/route.ts'
import type { Module } from '../../src/module.ts'
import type { Services } from '../../src/services.ts'
import { transition } from '../../src/states.ts'

/** A small module with one of everything, to try the kernel by. */
export const noteMachine = defineMachine({
  name: 'note',
  initial: 'draft',
  labels: { draft: '草稿', published: '已发布', withdrawn: '已撤回' },
  transitions: {
    publish: { verb: '发布', from: ['draft'], to: 'published' },
    withdraw: { verb: '撤回', from: ['published'], to: 'withdrawn' },
  },
})

interface Note {
  _id: string
  state: StateOf<typeof noteMachine>
  text: string
  author: Sealed | null
  createdAt: Date
  updatedAt: Date
}

const schema = new Schema<Note>(
  {
    _id: idField,
    state: stateField(noteMachine),
    text: { type: String, required: true },
    author: { ...encryptedString(), default: null },
  },
  baseSchemaOptions,
)

export const NoteModel = model<Note>('KernelNote', schema, 'kernel_notes')

export const notePublished = defineEvent<{ noteId: string }>('note.published')

export async function createNote(c: CommandContext, text: string): Promise<string> {
  const [note] = await NoteModel.create([{ text }], { session: c.session })
  if (!note) throw new Error('not created')
  return note._id
}

export async function moveNote(
  c: CommandContext,
  noteId: string,
  event: 'publish' | 'withdraw',
): Promise<void> {
  const note = await NoteModel.findById(noteId).session(c.session)
  if (!note) throw new AppError('NOT_FOUND')
  await transition(NoteModel, note, noteMachine, event, c)
  if (event === 'publish') c.emit(notePublished({ noteId }))
}

/** A note made outside HTTP. */
export function makeNote(services: Services, text = '便条'): Promise<string> {
  return runCommand(services, systemActor('test'), (c) => createNote(c, text))
}

const zNote = z.object({ id: z.string(), text: z.string() })
const body = z.object({ text: z.string().min(1).max(20) })

const post = (name: string) =>
  defineEndpoint({
    method: 'POST',
    path: `/api/notes/${name}`,
    summary: '新建便条',
    caller: 'public',
    body,
    response: zNote,
  })

export const addNote = post('add')
export const refuseNote = post('refuse')
export const slowNote = post('slow')
export const faultAfterCommit = post('fault-after-commit')
export const faultBeforeCommit = post('fault-before-commit')
export const leakyNote = post('leaky')
export const incompleteNote = post('incomplete')
export const workerNotes = defineEndpoint({
  method: 'GET',
  path: '/api/notes/mine',
  summary: '我的便条',
  caller: 'worker',
  response: z.object({ accountId: z.string() }),
})
export const consoleNotes = defineEndpoint({
  method: 'GET',
  path: '/api/notes/console',
  summary: '账号',
  caller: 'console',
  response: z.object({}),
})
export const enterpriseNotes = defineEndpoint({
  method: 'GET',
  path: '/api/notes/enterprise/:id',
  summary: '企业便条',
  caller: 'enterprise',
  permission: 'task.read',
  params: z.object({ id: z.string().max(24) }),
  query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
  response: z.object({ page: z.int() }),
})
export const uploadNote = defineEndpoint({
  method: 'POST',
  path: '/api/notes/picture',
  summary: '上传图片',
  caller: 'public',
  body: z.object({ count: z.int() }),
  upload: { field: 'picture', maxBytes: 64 * 1024, accept: ['jpeg', 'png'] },
  response: z.object({ kind: z.string(), size: z.int(), sha256: z.string(), count: z.int() }),
})
export const downloadNotes = defineEndpoint({
  method: 'GET',
  path: '/api/notes/file',
  summary: '下载',
  caller: 'public',
  download: true,
})

interface Door {
  passed: Promise<void>
  open(): void
}

function door(): Door {
  let open: () => void = () => undefined
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { passed, open }
}

/** Doors that a test holds shut so that a request stays in progress. */
export const gate = {
  arrived: door(),
  leave: door(),
  reset() {
    gate.arrived = door()
    gate.leave = door()
  },
}

/** Sessions by token, for the resolver. */
export const sessions = new Map<string, Actor>()

async function add({
  services,
  actor,
  body: { text },
}: {
  services: Services
  actor: Actor
  body: { text: string }
}) {
  const id = await runCommand(services, actor, (c) => createNote(c, text))
  return { id, text }
}

export const notesModule: Module = {
  name: 'notes',
  routes: [
    route(addNote, add),
    route(refuseNote, async () => {
      throw new AppError('BALANCE_NOT_ENOUGH', { needed: '2.00', available: '1.00' })
    }),
    route(slowNote, async (r) => {
      gate.arrived.open()
      await gate.leave.passed
      return add(r)
    }),
    route(faultAfterCommit, async (r) => {
      await add(r)
      throw new Error(`card 6222020000001234567 of ${r.body.text}`)
    }),
    route(faultBeforeCommit, async () => {
      throw new Error('the disk is full')
    }),
    route(leakyNote, async (r) => ({ ...(await add(r)), idNumber: '110101199003070000' })),
    route(incompleteNote, async () => ({ id: 'x' }) as never),
    route(workerNotes, async ({ actor }) => ({ accountId: actor.kind === 'worker' ? actor.accountId : '' })),
    route(consoleNotes, async () => ({})),
    route(enterpriseNotes, async ({ query }) => ({ page: query.page })),
    route(uploadNote, async ({ file, body: { count } }) => {
      if (!file) throw new AppError('FILE_EMPTY')
      return { kind: file.kind, size: file.content.length, sha256: file.sha256, count }
    }),
    downloadRoute(downloadNotes, async () => ({
      content: Buffer.from('便条'),
      contentType: 'text/plain',
      fileName: '便条.txt',
    })),
  ],
  register(services) {
    services.resolvers.session = async (_services, token) => sessions.get(token) ?? null
  },
}
