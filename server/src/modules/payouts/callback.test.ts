import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  balancesIn,
  batchOf,
  confirm,
  createCheckedBatch,
  createPaidBatch,
  createPayee,
  createPayoutSetting,
  expectBooksAgree,
  itemsOf,
  loseSlowAnswers,
  rowFor,
  settle,
  type PayoutSetting,
} from '../../../test/factories/payouts.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { LedgerEntryModel } from '../ledger/model.ts'
import { findReturned } from './jobs/find-returned.ts'
import { SeenNoticeModel } from './models/bank-notice.ts'
import { BankRequestModel } from './models/bank-request.ts'
import { IncomingTransferModel } from './models/incoming-transfer.ts'
import { ItemModel } from './models/item.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  loseSlowAnswers(server)
})
afterEach(async () => {
  server.sandbox.resumeCallbacks()
  await settle(server)
  await expectBooksAgree(server)
})
afterAll(() => server.stop())

const minute = 60_000

/** A payment that the bank has accepted and keeps until the clerk decides; its notices wait. */
async function slowPayment(): Promise<{ setting: PayoutSetting; requestId: string; itemId: string }> {
  const setting = await createPayoutSetting(server, { funds: 1_000_000 })
  const worker = await createPayee(server, setting, { cardOutcome: '231' })
  const batch = await createCheckedBatch(server, setting, [rowFor(worker, setting.quick, 100_000)])
  await confirm(server, setting, batch)
  await settle(server, 1)
  const [item] = await itemsOf(server, setting, batch.id)
  return { setting, requestId: `${item?.number}01`, itemId: item?.id ?? '' }
}

const stateOf = async (itemId: string) => (await ItemModel.findById(itemId))?.state
const noticesOf = (requestId: string) =>
  server.sandbox.bank.callbacks().filter(({ content }) => content['requestId'] === requestId)
const entriesOf = (attemptId: string) => LedgerEntryModel.countDocuments({ 'links.attemptId': attemptId })

/** A paid payment with its request id at the bank. */
async function paidPayment() {
  const setting = await createPayoutSetting(server, { funds: 1_000_000 })
  const worker = await createPayee(server, setting)
  const batch = await createPaidBatch(server, setting, [rowFor(worker, setting.quick, 100_000)])
  const [item] = await itemsOf(server, setting, batch.id)
  return { setting, batch, itemId: item?.id ?? '', requestId: `${item?.number}01` }
}

describe('a notice of the bank', () => {
  it.each(['no-signature', 'wrong-key', 'stale-timestamp', 'changed-body'] as const)(
    'that is forged (%s) is refused with 401 and changes nothing',
    async (forgery) => {
      const { requestId, itemId } = await slowPayment()
      const notice = {
        noticeId: `F-${forgery}`,
        kind: 'payment-result',
        at: new Date().toISOString(),
        requestId,
        state: 'succeeded',
        amountFen: 100_000,
        bankSerial: 'B1',
      }
      const delivery = await server.sandbox.forgeCallback(notice, forgery)
      expect(delivery.status).toBe(401)
      expect(await stateOf(itemId)).toBe('sending')
      expect(await SeenNoticeModel.exists({ _id: notice.noticeId })).toBeNull()
      server.sandbox.bank.decidePayment(requestId, 'succeed')
    },
  )

  it('that is no notice at all is refused', async () => {
    const answer = await fetch(`${server.url}/bank/callback`, { method: 'POST', body: 'hello' })
    expect(answer.status).toBe(401)
  })

  it('of a request that was never made, or of another amount, moves no money', async () => {
    const { requestId, itemId } = await slowPayment()
    const at = new Date().toISOString()
    const result = { kind: 'payment-result', at, state: 'succeeded', bankSerial: 'B1' }
    expect(
      await server.sandbox.forgeCallback(
        { ...result, noticeId: 'U1', requestId: 'never-made', amountFen: 5 },
        'none',
      ),
    ).toMatchObject({ status: 200 })
    expect(
      await server.sandbox.forgeCallback({ ...result, noticeId: 'U2', requestId, amountFen: 99_999 }, 'none'),
    ).toMatchObject({ status: 200 })
    await server.drain()
    expect(await stateOf(itemId)).toBe('sending')
    server.sandbox.bank.decidePayment(requestId, 'fail', '收款行拒绝')
    await settle(server)
    expect(await stateOf(itemId)).toBe('failed')
  })

  it('that comes twice, and twice at the same moment, is applied once', async () => {
    const { requestId, itemId } = await slowPayment()
    server.sandbox.pauseCallbacks()
    server.sandbox.bank.decidePayment(requestId, 'succeed')
    const [notice] = noticesOf(requestId)
    const deliveries = await Promise.all(
      [1, 2, 3].map(() => server.sandbox.replayCallback(notice?.noticeId ?? '')),
    )
    deliveries.push(await server.sandbox.replayCallback(notice?.noticeId ?? ''))
    expect(deliveries.map(({ status, body }) => [status, body])).toEqual(
      Array.from({ length: 4 }, () => [200, '{"received":true}']),
    )
    expect(await stateOf(itemId)).toBe('paid')
    expect(await entriesOf(requestId)).toBe(2)
  })

  it('that is late, after the bank was asked, changes nothing more', async () => {
    const { requestId, itemId } = await slowPayment()
    server.sandbox.pauseCallbacks()
    server.sandbox.bank.decidePayment(requestId, 'fail', '收款行拒绝')
    await server.clock.advance(2 * minute)
    await server.drain()
    expect(await stateOf(itemId)).toBe('failed')
    const entries = await entriesOf(requestId)
    server.sandbox.resumeCallbacks()
    await settle(server)
    expect(await stateOf(itemId)).toBe('failed')
    expect(await entriesOf(requestId)).toBe(entries)
  })

  it('of a return that overtakes the success is applied as both, and the success that follows as nothing', async () => {
    const { setting, requestId, itemId } = await slowPayment()
    server.sandbox.pauseCallbacks()
    server.sandbox.bank.decidePayment(requestId, 'succeed')
    server.sandbox.bank.returnPayment(requestId, '收款账户状态异常')
    const [success, back] = noticesOf(requestId)
    expect(await server.sandbox.replayCallback(back?.noticeId ?? '')).toMatchObject({ status: 200 })
    expect(await stateOf(itemId)).toBe('returned')
    expect(await server.sandbox.replayCallback(success?.noticeId ?? '')).toMatchObject({ status: 200 })
    expect(await stateOf(itemId)).toBe('returned')
    expect(await balancesIn(setting)).toMatchObject({ fee: 10_000, feeHeld: 0, commission: 0 })
  })

  it('of a success that is lost is found by asking the bank', async () => {
    const { requestId, itemId } = await slowPayment()
    server.sandbox.pauseCallbacks()
    server.sandbox.bank.decidePayment(requestId, 'succeed')
    for (const { noticeId } of noticesOf(requestId)) server.sandbox.bank.loseCallback(noticeId)
    await server.clock.advance(2 * minute)
    await settle(server)
    expect(await stateOf(itemId)).toBe('paid')
  })

  it('of a return that is lost is found in the statement of the day', async () => {
    const { requestId, itemId } = await paidPayment()
    server.sandbox.pauseCallbacks()
    server.sandbox.bank.returnPayment(requestId)
    for (const { noticeId } of noticesOf(requestId)) server.sandbox.bank.loseCallback(noticeId)
    await findReturned(server.services)
    expect(await stateOf(itemId)).toBe('returned')
    await findReturned(server.services)
    expect(await LedgerEntryModel.countDocuments({ _id: `payment-returned:${requestId}` })).toBe(1)
  })

  it('is told to have been received only after its effect is committed', async () => {
    const { requestId, itemId } = await slowPayment()
    const spy = vi.spyOn(LedgerEntryModel, 'insertMany').mockRejectedValueOnce(new Error('the disk is full'))
    server.sandbox.pauseCallbacks()
    server.sandbox.bank.decidePayment(requestId, 'succeed')
    const [notice] = noticesOf(requestId)
    const refused = await server.sandbox.replayCallback(notice?.noticeId ?? '')
    expect(refused.status).toBe(500)
    expect(refused.body).not.toContain('received')
    expect(await stateOf(itemId)).toBe('sending')
    spy.mockRestore()
    server.sandbox.resumeCallbacks()
    await settle(server)
    expect(await stateOf(itemId)).toBe('paid')
  })

  it('of a transfer to an account that is not known yet is asked for again', async () => {
    const setting = await createPayoutSetting(server)
    const notice = {
      noticeId: 'T1',
      kind: 'incoming-transfer',
      at: new Date().toISOString(),
      accountNo: '75591999999999',
      amountFen: 100,
      payerName: '某公司',
      payerAccount: '6225880100000009',
      payerBank: '',
      remark: '',
      bankSerial: 'S1',
    }
    expect((await server.sandbox.forgeCallback(notice, 'none')).status).toBe(500)
    expect(await IncomingTransferModel.exists({ _id: 'T1' })).toBeNull()
    expect(await balancesIn(setting)).toMatchObject({ available: 0 })
  })

  it('of a transfer that comes again is credited once', async () => {
    const setting = await createPayoutSetting(server, { funds: 40_000 })
    const notice = server.sandbox.bank.callbacks().findLast(({ kind }) => kind === 'incoming-transfer')
    await Promise.all([1, 2, 3].map(() => server.sandbox.replayCallback(notice?.noticeId ?? '')))
    expect(await balancesIn(setting)).toMatchObject({ available: 40_000 })
  })
})

describe('a payment whose answer does not come', () => {
  async function payWith(outcome: string) {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const worker = await createPayee(server, setting, { cardOutcome: outcome })
    const batch = await createCheckedBatch(server, setting, [rowFor(worker, setting.quick, 100_000)])
    await confirm(server, setting, batch)
    return { setting, worker, batch }
  }
  const ordersTo = (cardNumber: string) =>
    server.sandbox.bank.orders().filter(({ money }) => money?.payee.number === cardNumber)

  it.each([
    ['221', 'paid', 'succeeded'],
    ['222', 'failed', 'failed'],
    ['223', 'paid', 'succeeded'],
  ])('is asked for, never paid under a second id (card %s)', async (outcome, itemState, state) => {
    const { setting, worker, batch } = await payWith(outcome)
    await settle(server)
    const [item] = await itemsOf(server, setting, batch.id)
    expect(item?.state).toBe(itemState)
    expect(ordersTo(worker.cardNumber).map(({ requestId, state: at }) => [requestId, at])).toEqual([
      [`${item?.number}01`, state],
    ])
    expect((await batchOf(server, setting, batch.id)).state).toBe('finished')
  })

  it('is sent again under its own id while the bank is away, for as long as it takes', async () => {
    const { setting, worker, batch } = await payWith('000')
    for (let time = 0; time < 15; time++)
      server.sandbox.bank.disturbNext('pay-to-card', { kind: 'unavailable' })
    for (let time = 0; time < 20; time++) {
      await server.clock.advance(30 * minute)
      await server.drain()
    }
    await settle(server)
    expect((await itemsOf(server, setting, batch.id))[0]?.state).toBe('paid')
    expect(ordersTo(worker.cardNumber)).toHaveLength(1)
  })

  it('whose answer is forged is not believed but asked for', async () => {
    const { setting, worker, batch } = await payWith('000')
    server.sandbox.bank.disturbNext('pay-to-card', { kind: 'forged-answer' })
    await settle(server)
    expect((await itemsOf(server, setting, batch.id))[0]?.state).toBe('paid')
    expect(ordersTo(worker.cardNumber)).toHaveLength(1)
  })

  it.each(['before it was sent', 'after it was sent'] as const)(
    'because the server was killed %s is paid once',
    async (moment) => {
      const { setting, worker, batch } = await payWith('000')
      const { bank } = server.services.gateways
      const { payToCard } = bank
      bank.payToCard = async (order) => {
        bank.payToCard = payToCard
        if (moment === 'after it was sent') await payToCard(order)
        throw new Error('killed')
      }
      const killed = async () =>
        (await server.drain()).some(({ error }) => error instanceof Error && error.message === 'killed')
      await vi.waitFor(async () => expect((await killed()) || bank.payToCard === payToCard).toBe(true), {
        timeout: 20_000,
      })
      await server.clock.advance(minute)
      await settle(server)
      const [item] = await itemsOf(server, setting, batch.id)
      expect(item?.state).toBe('paid')
      expect(ordersTo(worker.cardNumber).map(({ requestId }) => requestId)).toEqual([`${item?.number}01`])
      expect(await BankRequestModel.countDocuments({ itemId: item?.id ?? '' })).toBe(1)
      expect(await balancesIn(setting)).toMatchObject({ available: 890_000, fee: 10_000 })
    },
  )
})
