import { createHash } from 'node:crypto'
import {
  addCard,
  agreeAndRegister,
  chooseSettlementCard,
  finishRegistration,
  getMe,
  getRegistration,
  listCards,
  openCaptureSession,
  recogniseCard,
  uploadIdPhoto,
  verifyIdentity,
} from '@linggong/shared/api/worker-registration'
import { luhnCheckDigit } from '@linggong/shared/rules/bank-card'
import { makeCard, makeIdNumber } from '@linggong/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  consentsTo,
  createConsoleAccount,
  createIdentifiedWorker,
  createWorkerAccount,
  newIdNumber,
  newPhone,
} from '../../../test/factories/identity.ts'
import { createWorker, newCardNumber } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { auditTrail } from '../audit/public.ts'
import { VerificationModel } from './models/verification.ts'
import {
  checkPayee,
  markCardUnusable,
  registrationOf,
  requireRegistered,
  settlementCardOf,
} from './public.ts'

const day = 24 * 60 * 60_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const agreements = () => consentsTo('registration', 'payment', 'tax')

interface Form {
  name: string
  idNumber: string
  cardNumber: string
  phone: string
}

/** A form the bank confirms, unless a field says otherwise. */
function form(changes: Partial<Form> = {}): Form {
  return { name: '方圆', idNumber: newIdNumber(), cardNumber: newCardNumber(), phone: newPhone(), ...changes }
}

const identify = (caller: { token: string }, body: Form) => server.call(verifyIdentity, { body }, caller)

describe('who may call', () => {
  it('every step needs a worker', async () => {
    const account = await createConsoleAccount(server)
    const photo = { field: 'photo', content: Buffer.from('x') }
    const calls = (caller?: { token: string }) => [
      server.call(getMe, {}, caller),
      server.call(getRegistration, {}, caller),
      server.call(verifyIdentity, { body: form() }, caller),
      server.call(agreeAndRegister, { body: { consents: [] } }, caller),
      server.call(recogniseCard, { body: { cardNumber: newCardNumber() } }, caller),
      server.call(listCards, {}, caller),
      server.call(addCard, { body: { cardNumber: newCardNumber(), phone: newPhone() } }, caller),
      server.call(chooseSettlementCard, { params: { id: 'x' } }, caller),
      server.call(openCaptureSession, {}, caller),
      server.call(uploadIdPhoto, { params: { id: 'x', side: 'front' }, file: photo }, caller),
      server.call(finishRegistration, { body: { captureSessionId: 'x' } }, caller),
    ]
    const refusals = async (caller?: { token: string }) =>
      (await Promise.allSettled(calls(caller))).map(
        (result) => result.status === 'rejected' && result.reason.code,
      )
    expect(new Set(await refusals())).toEqual(new Set(['UNAUTHENTICATED']))
    expect(new Set(await refusals(account))).toEqual(new Set(['FORBIDDEN']))
  })

  it('a wrong checksum, an unreal card number and a foreign phone are refused by their field', async () => {
    const worker = await createWorkerAccount(server)
    const good = form()
    const wrongChecksum = good.idNumber.slice(0, 17) + (good.idNumber.endsWith('1') ? '2' : '1')
    const refusals: [Partial<Form>, string][] = [
      [{ idNumber: wrongChecksum }, 'body.idNumber'],
      [{ cardNumber: '6222020000000000001' }, 'body.cardNumber'],
      [{ phone: '85291234567' }, 'body.phone'],
      [{ name: '方2圆' }, 'body.name'],
    ]
    for (const [change, param] of refusals) {
      await expect(identify(worker, { ...good, ...change })).rejects.toMatchObject({
        status: 400,
        code: 'BAD_REQUEST',
        param,
      })
    }
    expect(await VerificationModel.countDocuments({ accountId: worker.accountId })).toBe(0)
  })
})

describe('identity by the four factors', () => {
  it('a confirmed identity is shown again in full for its owner, with the card to choose', async () => {
    const worker = await createWorkerAccount(server)
    const body = form()
    const registration = await identify(worker, body)
    expect(registration).toMatchObject({
      state: 'identified',
      name: body.name,
      idNumber: body.idNumber,
      attemptsLeftToday: 4,
    })
    expect(registration.agreements.map(({ code }) => code)).toEqual(['registration', 'payment', 'tax'])
    expect(registration.cards).toMatchObject([
      { bankName: '工商银行', tail: body.cardNumber.slice(-4), isSettlement: false },
    ])
    const me = await server.call(getMe, {}, worker)
    expect(me).toMatchObject({ name: body.name, verified: true, registration: 'identified' })
    expect(me.idNumber).not.toBe(body.idNumber)
    const trail = await auditTrail({ type: 'registration', id: worker.accountId })
    expect(trail.map(({ action }) => action)).toEqual(['registration.identify'])
  })

  it('nobody under 18 registers, to the day', async () => {
    const worker = await createWorkerAccount(server)
    const now = server.services.clock.now()
    const birthday = (offsetDays: number) => {
      const at = new Date(now.getTime() + 8 * 60 * 60_000 + offsetDays * day)
      return `${at.getUTCFullYear() - 18}${String(at.getUTCMonth() + 1).padStart(2, '0')}${String(at.getUTCDate()).padStart(2, '0')}`
    }
    const idNumber = makeIdNumber('110105', birthday(1), 7)
    await expect(identify(worker, form({ idNumber }))).rejects.toMatchObject({
      status: 400,
      code: 'ID_NUMBER_UNDERAGE',
    })
    await identify(worker, form({ idNumber: makeIdNumber('110105', birthday(0), 7) }))
  })

  it('only a debit card will do', async () => {
    const worker = await createWorkerAccount(server)
    for (const bin of ['625330', '622155', '623093']) {
      const cardNumber = makeCard(bin, '000', 7)
      await expect(identify(worker, form({ cardNumber }))).rejects.toMatchObject({
        status: 400,
        code: 'CARD_NOT_DEBIT',
      })
    }
    expect((await server.call(getRegistration, {}, worker)).attemptsLeftToday).toBe(5)
  })

  it('each answer of the bank is told in words that say what to do', async () => {
    const answers: [string, string, string][] = [
      ['101', 'fix', '检查姓名'],
      ['106', 'fix', '预留手机号'],
      ['107', 'never', '没有开通线上支付'],
      ['113', 'never', '已挂失'],
      ['114', 'never', '已过期'],
      ['119', 'later', '明天再试'],
      ['121', 'fix', '卡号有误'],
    ]
    for (const [outcome, retry, words] of answers) {
      const worker = await createWorkerAccount(server)
      const call = identify(worker, form({ cardNumber: newCardNumber(outcome) }))
      const error = (await call.catch((thrown: unknown) => thrown)) as Error
      expect(error).toMatchObject({ status: 400, code: 'FOUR_FACTOR_FAILED', details: { retry } })
      expect(error.message).toContain(words)
      expect(error.message).not.toMatch(/-\d+|\d{11}/)
      const registration = await server.call(getRegistration, {}, worker)
      expect(registration).toMatchObject({ state: 'started', name: null, cards: [], attemptsLeftToday: 4 })
    }
  })

  it('a reserved phone that is another one than the bank has is refused', async () => {
    const worker = await createWorkerAccount(server)
    const person = server.sandbox.world.people.byPhone('13900000004')
    const [card] = person?.cards ?? []
    if (!person || !card) throw new Error('the sandbox has no such person')
    const body = { name: person.name, idNumber: person.idNumber, cardNumber: card.number, phone: newPhone() }
    await expect(identify(worker, body)).rejects.toMatchObject({ code: 'FOUR_FACTOR_FAILED' })
    await identify(worker, { ...body, phone: card.reservedPhone })
  })

  it('a busy bank costs no attempt', async () => {
    const worker = await createWorkerAccount(server)
    const call = identify(worker, form({ cardNumber: newCardNumber('118') }))
    await expect(call).rejects.toMatchObject({ code: 'FOUR_FACTOR_FAILED', details: { retry: 'later' } })
    expect((await server.call(getRegistration, {}, worker)).attemptsLeftToday).toBe(5)
  })

  it('five attempts a day, counted although refused, by account, ID number and phone; tomorrow five more', async () => {
    const worker = await createWorkerAccount(server)
    const body = form({ cardNumber: newCardNumber('101') })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(identify(worker, body)).rejects.toMatchObject({ code: 'FOUR_FACTOR_FAILED' })
    }
    const limit = { status: 429, code: 'FOUR_FACTOR_LIMIT' }
    await expect(identify(worker, form())).rejects.toMatchObject(limit)
    expect((await server.call(getRegistration, {}, worker)).attemptsLeftToday).toBe(0)

    const sameId = await createWorkerAccount(server)
    await expect(identify(sameId, form({ idNumber: body.idNumber }))).rejects.toMatchObject(limit)
    const samePhone = await createWorkerAccount(server)
    await expect(identify(samePhone, form({ phone: body.phone }))).rejects.toMatchObject(limit)

    await server.clock.advance(day)
    await identify(worker, form())
  })

  it('many attempts at once are no more than five', async () => {
    const worker = await createWorkerAccount(server)
    const body = form({ cardNumber: newCardNumber('101') })
    const results = await Promise.allSettled(Array.from({ length: 9 }, () => identify(worker, body)))
    const codes = results.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'in',
    )
    expect(codes.filter((code) => code === 'FOUR_FACTOR_FAILED')).toHaveLength(5)
    expect(codes.filter((code) => code === 'FOUR_FACTOR_LIMIT')).toHaveLength(4)
  })

  it('an ID number of another account is refused after the bank confirmed it, never before', async () => {
    const owner = await createWorker(server)
    const worker = await createWorkerAccount(server)
    const same = form({ name: owner.name, idNumber: owner.idNumber })
    await expect(identify(worker, { ...same, cardNumber: newCardNumber('106') })).rejects.toMatchObject({
      code: 'FOUR_FACTOR_FAILED',
    })
    await expect(identify(worker, same)).rejects.toMatchObject({ status: 409, code: 'IDENTITY_TAKEN' })
    expect(await server.call(getRegistration, {}, worker)).toMatchObject({
      state: 'started',
      name: null,
      cards: [],
    })
  })

  it('two accounts that claim one identity at once: one gets it', async () => {
    const [one, other] = [await createWorkerAccount(server), await createWorkerAccount(server)]
    const shared = { name: '方正', idNumber: newIdNumber() }
    const results = await Promise.allSettled([identify(one, form(shared)), identify(other, form(shared))])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [refused] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(refused).toMatchObject({ status: 409, code: 'IDENTITY_TAKEN' })
  })

  it('an identity is verified once: a second form is refused and nothing is asked of the bank', async () => {
    const worker = await createWorkerAccount(server)
    await identify(worker, form())
    const before = await VerificationModel.countDocuments({})
    await expect(identify(worker, form())).rejects.toMatchObject({ status: 409, code: 'STATE_CONFLICT' })
    expect(await VerificationModel.countDocuments({})).toBe(before)
  })
})

describe('同意并注册', () => {
  it('needs the registration, payment and tax agreements in their current versions', async () => {
    const worker = await createWorkerAccount(server)
    await expect(
      server.call(agreeAndRegister, { body: { consents: agreements() } }, worker),
    ).rejects.toMatchObject({
      status: 409,
      code: 'STATE_CONFLICT',
    })
    await identify(worker, form())
    const call = server.call(
      agreeAndRegister,
      { body: { consents: consentsTo('registration', 'payment') } },
      worker,
    )
    await expect(call).rejects.toMatchObject({ status: 400, code: 'CONSENT_REQUIRED' })
    expect((await server.call(getRegistration, {}, worker)).state).toBe('identified')
    const agreed = await server.call(agreeAndRegister, { body: { consents: agreements() } }, worker)
    expect(agreed.state).toBe('agreed')
  })

  it('whoever was verified earlier comes straight to it', async () => {
    const worker = await createIdentifiedWorker(server)
    const seen = await server.call(getRegistration, {}, worker)
    expect(seen).toMatchObject({ state: 'identified', name: worker.name, idNumber: worker.idNumber })
    await expect(identify(worker, form())).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    const agreed = await server.call(agreeAndRegister, { body: { consents: agreements() } }, worker)
    expect(agreed.state).toBe('agreed')
    expect(await registrationOf(worker.personId)).toMatchObject({
      accountId: worker.accountId,
      state: 'agreed',
    })
  })
})

describe('cards', () => {
  async function agreedWorker() {
    const worker = await createWorkerAccount(server)
    const body = form()
    await identify(worker, body)
    const { cards } = await server.call(agreeAndRegister, { body: { consents: agreements() } }, worker)
    return { ...worker, ...body, cardId: cards[0]?.id ?? '' }
  }

  it('the kind of a card is told while it is typed, and nothing is stored', async () => {
    const worker = await createWorkerAccount(server)
    const ask = (cardNumber: string) => server.call(recogniseCard, { body: { cardNumber } }, worker)
    expect(await ask(makeCard('621700'))).toEqual({ bankName: '建设银行', type: 'debit' })
    expect(await ask(makeCard('625330'))).toEqual({ bankName: '招商银行', type: 'credit' })
    const unknown = `999999000000000001${luhnCheckDigit('999999000000000001')}`
    await expect(ask(unknown)).rejects.toMatchObject({ status: 400, code: 'CARD_NUMBER_INVALID' })
    expect((await server.call(listCards, {}, worker)).rows).toEqual([])
  })

  it('exactly one card is the settlement card, and it can be changed', async () => {
    const worker = await agreedWorker()
    const chosen = await server.call(chooseSettlementCard, { params: { id: worker.cardId } }, worker)
    expect(chosen.state).toBe('card')
    const cardNumber = newCardNumber()
    const added = await server.call(addCard, { body: { cardNumber, phone: worker.phone } }, worker)
    expect(added).toMatchObject({ tail: cardNumber.slice(-4), isSettlement: false, usable: true })
    await server.call(chooseSettlementCard, { params: { id: added.id } }, worker)
    const { rows } = await server.call(listCards, {}, worker)
    expect(rows.filter(({ isSettlement }) => isSettlement).map(({ id }) => id)).toEqual([added.id])
    const registration = await registrationOf(worker.accountId)
    const card = await settlementCardOf(registration?.personId ?? '')
    expect(card).toMatchObject({ cardId: added.id, cardNumber, name: worker.name, usable: true })
  })

  it('a card is added once, is a debit card of the own name, and comes after the agreement', async () => {
    const early = await createWorkerAccount(server)
    const add = (caller: { token: string }, cardNumber: string) =>
      server.call(addCard, { body: { cardNumber, phone: newPhone() } }, caller)
    await expect(add(early, newCardNumber())).rejects.toMatchObject({
      status: 409,
      code: 'REGISTRATION_STEP',
    })
    const worker = await agreedWorker()
    await expect(add(worker, worker.cardNumber)).rejects.toMatchObject({ status: 409, code: 'CARD_EXISTS' })
    await expect(add(worker, makeCard('625330'))).rejects.toMatchObject({
      status: 400,
      code: 'CARD_NOT_DEBIT',
    })
    const [foreign] = server.sandbox.world.people.byPhone('13900000005')?.cards ?? []
    await expect(add(worker, foreign?.number ?? '')).rejects.toMatchObject({
      status: 400,
      code: 'FOUR_FACTOR_FAILED',
    })
  })

  it("another worker's card cannot be chosen, and one the bank refuses neither", async () => {
    const worker = await agreedWorker()
    const other = await createWorker(server)
    const choose = (id: string) => server.call(chooseSettlementCard, { params: { id } }, worker)
    await expect(choose(other.cardId)).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' })
    await runCommand(server.services, systemActor('bank'), (c) =>
      markCardUnusable(c, worker.cardId, '账户已销户'),
    )
    await expect(choose(worker.cardId)).rejects.toMatchObject({ status: 409, code: 'CARD_NOT_USABLE' })
  })
})

describe('what other parts ask', () => {
  it('a payee is told to agree or not, never which part another person has', async () => {
    const one = await createWorker(server, { name: '甘露' })
    const other = await createWorker(server, { name: '甘泉' })
    const { name, idNumber, phone } = one
    expect(await checkPayee({ name, idNumber, phone })).toEqual({ ok: true, personId: one.personId })
    const mismatch = { ok: false, reason: 'mismatch' }
    expect(await checkPayee({ name, idNumber, phone: other.phone })).toEqual(mismatch)
    expect(await checkPayee({ name, idNumber: other.idNumber, phone })).toEqual(mismatch)
    expect(await checkPayee({ name: '甘甜', idNumber, phone })).toEqual(mismatch)
    expect(await checkPayee({ name, idNumber, phone: newPhone() })).toEqual(mismatch)
    const stranger = { name, idNumber: newIdNumber(), phone: newPhone() }
    expect(await checkPayee(stranger)).toEqual({ ok: false, reason: 'not-registered' })
    const half = await createWorker(server, { registered: false })
    expect(await checkPayee(half)).toEqual({ ok: false, reason: 'not-registered' })
  })

  it('a worker acts only after the registration is done', async () => {
    const half = await createWorker(server, { registered: false })
    const done = await createWorker(server)
    const actor = (worker: typeof half) => ({
      kind: 'worker' as const,
      accountId: worker.accountId,
      sessionId: 's',
    })
    await expect(requireRegistered(actor(half), '接受任务')).rejects.toMatchObject({
      code: 'REGISTRATION_INCOMPLETE',
    })
    expect(await requireRegistered(actor(done))).toBe(done.personId)
  })
})

describe('personal data', () => {
  it('is in no log line and in no index in readable form', async () => {
    const worker = await createWorkerAccount(server)
    const body = form({ name: '欧阳明月' })
    await identify(worker, body)
    await identify(
      await createWorkerAccount(server),
      form({ ...body, cardNumber: newCardNumber('106') }),
    ).catch(() => undefined)
    const written = server.logs.join('\n')
    expect(written.length).toBeGreaterThan(0)
    const hash = createHash('sha256').update(body.idNumber).digest('hex')
    for (const secret of [
      body.idNumber,
      body.cardNumber,
      body.phone,
      body.name,
      worker.phone,
      hash,
      worker.token,
    ]) {
      expect(written).not.toContain(secret)
    }
  })
})
