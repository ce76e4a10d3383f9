import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import { transaction } from '../../src/database/transaction.ts'
import { AppError } from '../../src/errors.ts'
import { DueRowModel } from '../../src/jobs/due-row.ts'
import { OutboxEventModel } from '../../src/jobs/outbox-event.ts'
import { AuditEntryModel } from '../../src/modules/audit/model.ts'
import { auditTrail } from '../../src/modules/audit/public.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { createNote, makeNote, moveNote, NoteModel, notePublished, notesModule } from './notes-module.ts'

const actor = systemActor('test')
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ modules: [notesModule] })
})
afterAll(() => server.stop())
beforeEach(async () => {
  await NoteModel.deleteMany({})
  await OutboxEventModel.deleteMany({})
  await DueRowModel.deleteMany({})
})

describe('a transaction', () => {
  it('runs again when another one was first, and loses no change', async () => {
    const counters = mongoose.connection.collection<{ _id: string; n: number }>('kernel_counters')
    await counters.insertOne({ _id: 'c', n: 0 })
    let runs = 0
    const increase = () =>
      transaction(async (session) => {
        runs++
        const row = await counters.findOne({ _id: 'c' }, { session })
        await counters.updateOne({ _id: 'c' }, { $set: { n: (row?.n ?? 0) + 1 } }, { session })
      })
    await Promise.all(Array.from({ length: 5 }, increase))
    expect((await counters.findOne({ _id: 'c' }))?.n).toBe(5)
    expect(runs).toBeGreaterThanOrEqual(5)
  })

  it('gives up after ten attempts and leaves nothing', async () => {
    let runs = 0
    const doomed = transaction(async (session) => {
      runs++
      await NoteModel.create([{ text: '没有' }], { session })
      throw new mongoose.mongo.MongoServerError({
        code: 112,
        message: 'WriteConflict',
        errorLabels: ['TransientTransactionError'],
      })
    })
    await expect(doomed).rejects.toThrow('WriteConflict')
    expect(runs).toBe(10)
    expect(await NoteModel.countDocuments()).toBe(0)
  })

  it('does not run again for a refusal', async () => {
    let runs = 0
    const refused = transaction(async () => {
      runs++
      throw new AppError('BATCH_CHANGED')
    })
    await expect(refused).rejects.toMatchObject({ code: 'BATCH_CHANGED' })
    expect(runs).toBe(1)
  })
})

describe('a command', () => {
  it('that is refused leaves no event, no audit entry and nothing due', async () => {
    const entries = await AuditEntryModel.countDocuments()
    const refused = runCommand(server.services, actor, async (c) => {
      const id = await createNote(c, '一')
      c.emit(notePublished({ noteId: id }))
      c.audit({ action: 'note.tried', subject: { type: 'note', id } })
      c.due({ kind: 'note-due', key: id, dueAt: c.now, payload: {} })
      throw new AppError('BATCH_CHANGED')
    })
    await expect(refused).rejects.toMatchObject({ code: 'BATCH_CHANGED' })
    expect(await NoteModel.countDocuments()).toBe(0)
    expect(await OutboxEventModel.countDocuments()).toBe(0)
    expect(await DueRowModel.countDocuments()).toBe(0)
    expect(await AuditEntryModel.countDocuments()).toBe(entries)
  })

  it('that ran three times before it committed leaves its events once', async () => {
    let runs = 0
    await runCommand(server.services, actor, async (c) => {
      const id = await createNote(c, '一')
      c.emit(notePublished({ noteId: id }))
      runs++
      if (runs < 3) {
        throw new mongoose.mongo.MongoServerError({
          code: 112,
          message: 'WriteConflict',
          errorLabels: ['TransientTransactionError'],
        })
      }
    })
    expect(await NoteModel.countDocuments()).toBe(1)
    expect(await OutboxEventModel.countDocuments({ type: 'note.published' })).toBe(1)
  })

  it('asks for the same due thing once, and moves it when told to replace it', async () => {
    const at = (ms: number) => new Date(server.services.clock.now().getTime() + ms)
    const [first, second, third] = [at(1_000), at(2_000), at(3_000)]
    const ask = (dueAt: Date, replace: boolean) =>
      runCommand(server.services, actor, async (c) =>
        c.due({ kind: 'note-due', key: 'k', dueAt, payload: { n: 1 }, replace }),
      )
    await ask(first, false)
    await ask(second, false)
    expect(await DueRowModel.find({ kind: 'note-due' }).lean()).toMatchObject([
      { dueAt: first, state: 'open' },
    ])
    await ask(third, true)
    expect(await DueRowModel.find({ kind: 'note-due' }).lean()).toMatchObject([
      { dueAt: third, state: 'open' },
    ])
  })
})

describe('a state', () => {
  it('changes by its event, and the audit trail says who, from what and to what', async () => {
    const id = await makeNote(server.services)
    await runCommand(server.services, actor, (c) => moveNote(c, id, 'publish'))
    expect(await NoteModel.findById(id).lean()).toMatchObject({ state: 'published' })
    expect(await auditTrail({ type: 'note', id })).toMatchObject([
      {
        action: 'note.publish',
        actor: { kind: 'system', name: 'test' },
        before: { state: 'draft' },
        after: { state: 'published' },
      },
    ])
  })

  it('refuses an event that its table does not allow, in words', async () => {
    const id = await makeNote(server.services)
    const refused = runCommand(server.services, actor, (c) => moveNote(c, id, 'withdraw'))
    await expect(refused).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      message: '当前是“草稿”状态，不能撤回，请刷新后查看',
    })
    expect(await NoteModel.findById(id).lean()).toMatchObject({ state: 'draft' })
  })

  it('is won by one of ten commands that want it at once', async () => {
    const id = await makeNote(server.services)
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => runCommand(server.services, actor, (c) => moveNote(c, id, 'publish'))),
    )
    const refusals = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    )
    expect(refusals).toHaveLength(9)
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'STATE_CONFLICT' })
    expect(await auditTrail({ type: 'note', id })).toHaveLength(1)
    expect(await OutboxEventModel.countDocuments({ type: 'note.published' })).toBe(1)
  })

  it('cannot be assigned past the table', async () => {
    const id = await makeNote(server.services)
    await NoteModel.updateOne({ _id: id }, { $set: { state: 'published' } })
    expect(await NoteModel.findById(id).lean()).toMatchObject({ state: 'draft' })
    const note = await NoteModel.findById(id)
    await expect(note?.set({ state: 'published' }).save()).rejects.toThrow('immutable')
    expect(await NoteModel.findById(id).lean()).toMatchObject({ state: 'draft' })
  })

  it('saved from an older reading is refused as a conflict', async () => {
    const id = await makeNote(server.services)
    const old = await NoteModel.findById(id)
    const again = await NoteModel.findById(id)
    await old?.set({ text: '先' }).save()
    await expect(again?.set({ text: '后' }).save()).rejects.toBeInstanceOf(mongoose.Error.VersionError)
  })
})

describe('the schema rules', () => {
  it('refuse unknown fields when writing and when asking', async () => {
    const unknown: object = { extra: 1 }
    await expect(NoteModel.create([{ text: '一', ...unknown }])).rejects.toThrow('extra')
    await expect(NoteModel.updateOne({}, { $set: unknown })).rejects.toThrow('extra')
    await expect(NoteModel.find(unknown)).rejects.toThrow('extra')
  })

  it('stamp documents with business time', async () => {
    await server.clock.advance(24 * 60 * 60_000)
    const id = await makeNote(server.services)
    const note = await NoteModel.findById(id).lean()
    expect(note?.createdAt.getTime()).toBeGreaterThan(Date.now() + 23 * 60 * 60_000)
  })

  it('keep personal data unreadable in the database', async () => {
    const { vault } = server.services
    const author = vault.encryptField('kernel_notes.author', '张伟')
    const [note] = await NoteModel.create([{ text: '一', author }])
    const raw = await mongoose.connection
      .collection('kernel_notes')
      .findOne({ text: '一', author: { $ne: null } })
    expect(JSON.stringify(raw)).not.toContain('张伟')
    const read = await NoteModel.findById(note?._id)
    if (!read?.author) throw new Error('no author')
    expect(vault.decryptField('kernel_notes.author', read.author)).toBe('张伟')
  })

  it('let nobody change or remove an audit entry', async () => {
    const id = await makeNote(server.services)
    await runCommand(server.services, actor, (c) => moveNote(c, id, 'publish'))
    await expect(AuditEntryModel.updateOne({ 'subject.id': id }, { $set: { action: 'x' } })).rejects.toThrow(
      'append-only',
    )
    await expect(AuditEntryModel.deleteMany({})).rejects.toThrow('append-only')
    await expect(
      AuditEntryModel.findOneAndUpdate({ 'subject.id': id }, { $set: { action: 'x' } }),
    ).rejects.toThrow('append-only')
    expect(await auditTrail({ type: 'note', id })).toMatchObject([{ action: 'note.publish' }])
  })
})
