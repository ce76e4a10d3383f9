import { readFile as readOnDisk } from 'node:fs/promises'
import path from 'node:path'
import {
  addCard,
  finishRegistration,
  getMe,
  getRegistration,
  openCaptureSession,
  uploadIdPhoto,
} from '@linggong/shared/api/worker-registration'
import mongoose from 'mongoose'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPhone } from '../../../test/factories/identity.ts'
import { createWorker, newCardNumber, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { DueRowModel } from '../../jobs/due-row.ts'
import { OutboxEventModel } from '../../jobs/outbox-event.ts'
import { readFile } from '../files/public.ts'
import { RegistrationModel } from './models/registration.ts'

const minute = 60_000
const day = 24 * 60 * minute

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

type Side = 'front' | 'back'

/** Somebody of the sandbox, who has an identity card there. */
function sandboxPerson(key: string) {
  const person = server.sandbox.world.people.get(key)
  if (!person) throw new Error(`the sandbox has no ${key}`)
  return person
}

async function cardPicture(key: string, side: Side, variant = 'good'): Promise<Buffer> {
  const answer = await fetch(
    `${server.sandbox.url}/sandbox/api/people/${key}/id-card/${side}?variant=${variant}`,
  )
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

let shots = 0
/** A photo of the card as a hand takes it: never quite the same framing twice. */
async function photo(key: string, side: Side, variant = 'good'): Promise<Buffer> {
  shots += 1
  const tilt = ((shots % 5) - 2) * 1.6
  const frame = {
    top: 20 + (shots % 4) * 25,
    bottom: 40,
    left: 30 + (shots % 3) * 40,
    right: 50,
    background: '#6b6459',
  }
  return sharp(
    await sharp(await cardPicture(key, side, variant))
      .extend(frame)
      .png()
      .toBuffer(),
  )
    .rotate(tilt, { background: '#6b6459' })
    .jpeg({ quality: 88 })
    .toBuffer()
}

const serials = new Map<string, RegisteredWorker>()
/** The worker of a sandbox person, registered as far as the settlement card. */
async function workerOf(key: string): Promise<RegisteredWorker> {
  const known = serials.get(key)
  if (known) return known
  const { name, idNumber } = sandboxPerson(key)
  const worker = await createWorker(server, { name, idNumber, registered: false })
  serials.set(key, worker)
  return worker
}

const open = (worker: { token: string }) => server.call(openCaptureSession, {}, worker)
const upload = (worker: { token: string }, id: string, side: Side, content: Buffer) =>
  server.call(uploadIdPhoto, { params: { id, side }, file: { field: 'photo', content } }, worker)
const finish = (worker: { token: string }, captureSessionId: string) =>
  server.call(finishRegistration, { body: { captureSessionId } }, worker)

describe('a capture session', () => {
  it('is opened after the settlement card and not before', async () => {
    const fresh = await createWorker(server, { registered: false })
    await RegistrationModel.collection.updateOne(
      { _id: fresh.accountId as never },
      { $set: { state: 'agreed' } },
    )
    await expect(open(fresh)).rejects.toMatchObject({ status: 409, code: 'REGISTRATION_STEP' })
  })

  it('takes photos for ten minutes, of its own worker, until a newer one is opened', async () => {
    const worker = await workerOf('p1')
    const other = await workerOf('p2')
    const session = await open(worker)
    const picture = await photo('p1', 'front')
    await expect(upload(other, session.id, 'front', picture)).rejects.toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    })
    await expect(upload(worker, 'unknown', 'front', picture)).rejects.toMatchObject({ status: 404 })
    const closed = { status: 409, code: 'CAPTURE_SESSION_CLOSED' }
    await server.clock.advance(10 * minute)
    await expect(upload(worker, session.id, 'front', picture)).rejects.toMatchObject(closed)
    const second = await open(worker)
    const third = await open(worker)
    await expect(upload(worker, second.id, 'front', picture)).rejects.toMatchObject(closed)
    await upload(worker, third.id, 'front', picture)
    await expect(finish(worker, third.id)).rejects.toMatchObject({ status: 409, code: 'REGISTRATION_STEP' })
    await expect(finish(other, third.id)).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('photos of the identity card', () => {
  it('both sides in one session finish the registration, once', async () => {
    const worker = await workerOf('p3')
    const session = await open(worker)
    const front = await photo('p3', 'front')
    expect(await upload(worker, session.id, 'front', front)).toEqual({
      side: 'front',
      complete: false,
      validTo: null,
    })
    expect(await upload(worker, session.id, 'front', front)).toEqual({
      side: 'front',
      complete: false,
      validTo: null,
    })
    const back = await upload(worker, session.id, 'back', await photo('p3', 'back'))
    expect(back.complete).toBe(true)
    expect(back.validTo).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect((await server.call(getRegistration, {}, worker)).state).toBe('photos')

    expect((await finish(worker, session.id)).state).toBe('done')
    await expect(finish(worker, session.id)).rejects.toMatchObject({
      status: 409,
      code: 'CAPTURE_SESSION_CLOSED',
    })
    expect(await server.call(getMe, {}, worker)).toMatchObject({
      registration: 'done',
      idCardValidTo: back.validTo,
    })
    const events = await OutboxEventModel.find({
      type: 'worker.registered',
      'payload.personId': worker.personId,
    }).lean()
    expect(events.map(({ payload }) => payload)).toEqual([
      { personId: worker.personId, accountId: worker.accountId },
    ])
  })

  it('looking at the photos may take longer than the session', async () => {
    const worker = await workerOf('p4')
    const session = await open(worker)
    await upload(worker, session.id, 'front', await photo('p4', 'front'))
    await upload(worker, session.id, 'back', await photo('p4', 'back'))
    await server.clock.advance(20 * minute)
    expect((await finish(worker, session.id)).state).toBe('done')
  })

  it('are kept encrypted, without what the camera wrote beside the picture', async () => {
    const worker = await workerOf('p5')
    const session = await open(worker)
    const now = new Date(Date.now() + 8 * 60 * minute)
    const taken = now.toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', ':')
    const picture = await sharp(await photo('p5', 'front'))
      .withExif({ IFD0: { Make: 'PhoneMaker' }, IFD2: { DateTimeOriginal: taken } })
      .jpeg()
      .toBuffer()
    expect(picture.includes('PhoneMaker')).toBe(true)
    await upload(worker, session.id, 'front', picture)
    const row = await mongoose.connection
      .collection('files')
      .findOne({ purpose: 'id-photo', 'owner.id': worker.personId })
    const stored = await readFile(server.services, String(row?._id))
    expect((await sharp(stored.content).metadata()).exif).toBeUndefined()
    expect(stored.content.subarray(0, 3).toString('hex')).toBe('ffd8ff')
    const onDisk = await readOnDisk(
      path.join(server.services.config.filesDir, stored._id.slice(-2), stored._id),
    )
    expect(onDisk.includes(Buffer.from('ffd8ff', 'hex'))).toBe(false)
  })

  it('a picture that says it was taken long ago is not taken', async () => {
    const worker = await workerOf('p5')
    const session = await open(worker)
    const picture = await sharp(await photo('p5', 'front'))
      .withExif({ IFD2: { DateTimeOriginal: '2024:03:01 08:00:00' } })
      .jpeg()
      .toBuffer()
    const call = upload(worker, session.id, 'front', picture)
    await expect(call).rejects.toMatchObject({ status: 400, code: 'PHOTO_REJECTED' })
  })

  it('each warning of the reading is told in words and nothing is kept', async () => {
    const worker = await workerOf('p6')
    const session = await open(worker)
    const warnings: [Side, string, string][] = [
      ['front', 'border', '四个角'],
      ['front', 'copy', '复印件'],
      ['front', 'screen', '屏幕'],
      ['front', 'temporary', '临时身份证'],
      ['front', 'covered', '挡住'],
      ['front', 'retouched', '修改'],
      ['front', 'glare', '反光'],
      ['front', 'soft', '清楚'],
      ['front', 'blurred', '模糊'],
      ['back', 'bad-date', '有效期'],
      ['back', 'expired', '过期'],
    ]
    for (const [side, variant, words] of warnings) {
      const error = (await upload(worker, session.id, side, await photo('p6', side, variant)).catch(
        (thrown: unknown) => thrown,
      )) as Error
      expect(error, variant).toMatchObject({ status: 400, code: 'PHOTO_REJECTED' })
      expect(error.message, variant).toContain(words)
      expect(error.message, variant).toContain('请')
    }
    expect((await server.call(getRegistration, {}, worker)).state).toBe('card')
  })

  it("another person's card and the wrong side are refused", async () => {
    const worker = await workerOf('p6')
    const session = await open(worker)
    const other = upload(worker, session.id, 'front', await photo('p7', 'front'))
    await expect(other).rejects.toMatchObject({ status: 400, code: 'PHOTO_MISMATCH' })
    const wrongSide = upload(worker, session.id, 'front', await photo('p6', 'back'))
    await expect(wrongSide).rejects.toMatchObject({ status: 400, code: 'PHOTO_REJECTED' })
    const noCard = await sharp({ create: { width: 800, height: 500, channels: 3, background: '#88aa66' } })
      .jpeg()
      .toBuffer()
    await expect(upload(worker, session.id, 'front', noCard)).rejects.toMatchObject({
      status: 400,
      code: 'PHOTO_REJECTED',
    })
    const text = upload(worker, session.id, 'front', Buffer.from('not a picture at all'))
    await expect(text).rejects.toMatchObject({ status: 415, code: 'UNSUPPORTED_FILE' })
  })
})

describe('an image is never taken twice', () => {
  const reused = { status: 409, code: 'PHOTO_REUSED' }

  it('not in a later session, not as the other side, not from another person', async () => {
    const worker = await workerOf('p8')
    const first = await open(worker)
    const front = await photo('p8', 'front')
    await upload(worker, first.id, 'front', front)
    await expect(upload(worker, first.id, 'back', front)).rejects.toMatchObject(reused)
    const second = await open(worker)
    await expect(upload(worker, second.id, 'front', front)).rejects.toMatchObject(reused)
    const other = await workerOf('p2')
    const session = await open(other)
    await expect(upload(other, session.id, 'front', front)).rejects.toMatchObject(reused)
    await upload(worker, second.id, 'front', await photo('p8', 'front'))
  })

  it('not resized, recompressed or lightened either', async () => {
    const worker = await workerOf('p9')
    const first = await open(worker)
    const front = await photo('p9', 'front')
    await upload(worker, first.id, 'front', front)
    const second = await open(worker)
    const copies = [
      await sharp(front).jpeg({ quality: 60 }).toBuffer(),
      await sharp(front).resize(1400).png().toBuffer(),
      await sharp(front).modulate({ brightness: 1.08 }).jpeg().toBuffer(),
    ]
    for (const copy of copies)
      await expect(upload(worker, second.id, 'front', copy)).rejects.toMatchObject(reused)
    await upload(worker, second.id, 'front', await photo('p9', 'front'))
  })

  it('sent by one worker in two tabs at once it is taken once or answered the same', async () => {
    const worker = await workerOf('p12')
    const session = await open(worker)
    const front = await photo('p12', 'front')
    const results = await Promise.allSettled([1, 2, 3].map(() => upload(worker, session.id, 'front', front)))
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
    const photos = await mongoose.connection
      .collection('id_photos')
      .countDocuments({ captureSessionId: session.id })
    expect(photos).toBe(1)
  })
})

describe('a card that ends', () => {
  it('is spoken of thirty days before, and a renewed one has a date of its own', async () => {
    const worker = await workerOf('p13')
    const session = await open(worker)
    await upload(worker, session.id, 'front', await photo('p13', 'front'))
    const { validTo } = await upload(worker, session.id, 'back', await photo('p13', 'back'))
    await finish(worker, session.id)
    const row = await DueRowModel.findOne({
      kind: 'workers.id-card-expiring',
      'payload.personId': worker.personId,
    }).lean()
    expect(row?.dueAt.toISOString()).toBe(
      new Date(Date.parse(`${validTo}T00:00:00+08:00`) - 30 * day).toISOString(),
    )

    const expiring = { type: 'worker.id-card-expiring', 'payload.personId': worker.personId }
    await server.drain()
    expect(await OutboxEventModel.countDocuments(expiring)).toBe(0)
    const now = server.services.clock.now().getTime()
    await server.clock.advance((row?.dueAt.getTime() ?? 0) - now)
    await server.drain()
    expect(await OutboxEventModel.countDocuments(expiring)).toBe(1)
    await server.services.clock.setOffset(0)
  })

  it('may be renewed later: new photos replace the old ones without registering again', async () => {
    const worker = await workerOf('p14')
    for (const round of [1, 2]) {
      const session = await open(worker)
      await upload(worker, session.id, 'front', await photo('p14', 'front'))
      await upload(worker, session.id, 'back', await photo('p14', 'back'))
      expect((await finish(worker, session.id)).state, `round ${round}`).toBe('done')
    }
    expect(
      await OutboxEventModel.countDocuments({
        type: 'worker.registered',
        'payload.personId': worker.personId,
      }),
    ).toBe(1)
    await server.call(addCard, { body: { cardNumber: newCardNumber(), phone: newPhone() } }, worker)
  })
})
