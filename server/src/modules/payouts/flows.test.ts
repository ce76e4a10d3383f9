import {
  decideIncomingTransfer,
  getProviderFunds,
  listRefunds,
  listSubLedgerEntries,
  requestRefund,
  withdrawFunds,
} from '@linggong/shared/api/engagements'
import {
  cancelBatch,
  discardBatch,
  getItem,
  giveUpItem,
  listReturned,
  pauseBatch,
  reissueItem,
  releaseItem,
  removeErrorRows,
  removeItem,
  resumeBatch,
  scheduleBatch,
} from '@linggong/shared/api/payouts'
import type { Machine } from '@linggong/shared/states/machine'
import {
  attemptMachine,
  batchMachine,
  incomingTransferMachine,
  itemMachine,
  refundMachine,
} from '@linggong/shared/states/payout'
import mongoose from 'mongoose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createStepUp } from '../../../test/factories/identity.ts'
import {
  balancesIn,
  batchOf,
  confirm,
  createCheckedBatch,
  createContractFor,
  createDraft,
  createPaidBatch,
  createPayee,
  createPayoutSetting,
  expectBooksAgree,
  itemsOf,
  loseSlowAnswers,
  payoutFile,
  rowFor,
  settle,
  signInAgain,
  uploadRows,
  type BatchDetail,
  type ItemRow,
  type PayoutSetting,
} from '../../../test/factories/payouts.ts'
import { newCardNumber, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { runCommand } from '../../command.ts'
import { GatewayError } from '../../gateways/gateway-error.ts'
import { RetryLater } from '../../jobs/registry.ts'
import type { AuditEntry } from '../audit/public.ts'
import { EnvelopeModel } from '../contracts/models.ts'
import { journalEvents } from '../ledger/public.ts'
import { chooseSettlementCard } from '../workers/commands/choose-settlement-card.ts'
import { keepCard } from '../workers/commands/keep-card.ts'
import { queryRequest } from './bank/query-request.ts'
import { sendRequest } from './bank/send-request.ts'
import { BankRequestModel } from './models/bank-request.ts'
import { IncomingTransferModel } from './models/incoming-transfer.ts'
import { ItemModel } from './models/item.ts'
import { payoutRules } from './rules.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  loseSlowAnswers(server)
})
afterEach(() => expectBooksAgree(server))
afterAll(() => server.stop())

const minute = 60_000
const day = 24 * 60 * minute
const reason = { reason: '情况有变' }

async function oneItem(setting: PayoutSetting, batch: Pick<BatchDetail, 'id'>): Promise<ItemRow> {
  const [item] = await itemsOf(server, setting, batch.id)
  if (!item) throw new Error('the batch is empty')
  return item
}

/** A payment to a card with this outcome, confirmed and all that follows done. */
async function payTo(
  outcome: string,
  amount = 100_000,
): Promise<{ setting: PayoutSetting; worker: RegisteredWorker; batch: BatchDetail; item: ItemRow }> {
  const setting = await createPayoutSetting(server, { funds: 10_000_000 })
  const worker = await createPayee(server, setting, { cardOutcome: outcome })
  const batch = await createPaidBatch(server, setting, [rowFor(worker, setting.quick, amount)])
  return { setting, worker, batch, item: await oneItem(setting, batch) }
}

/** A payment that came back after success. */
async function returnedPayment() {
  const made = await payTo('211')
  await vi.waitFor(async () => expect((await oneItem(made.setting, made.batch)).state).toBe('returned'), {
    timeout: 20_000,
  })
  return { ...made, item: await oneItem(made.setting, made.batch) }
}

async function addCard(worker: RegisteredWorker, outcome: string): Promise<string> {
  const { accountId, personId, phone } = worker
  const cardNumber = newCardNumber(outcome)
  await runCommand(server.services, { kind: 'worker', accountId, personId, sessionId: 'test' }, async (c) => {
    const cardId = await keepCard(c, { personId, cardNumber, phone, bankName: '建设银行' })
    await chooseSettlementCard(c, cardId)
  })
  return cardNumber
}

async function reissue(setting: PayoutSetting, item: ItemRow, cardNumber?: string): Promise<ItemRow> {
  const proof = await createStepUp(server, setting.enterprise, {
    operation: 'payout.reissue',
    subjectId: item.id,
    digest: item.number,
  })
  const body = { ...proof, ...(cardNumber ? { cardNumber } : {}) }
  return server.call(reissueItem, { params: { id: item.id }, body }, setting.enterprise)
}

async function giveUp(setting: PayoutSetting, item: ItemRow): Promise<ItemRow> {
  const body = await createStepUp(server, setting.enterprise, {
    operation: 'payout.give-up',
    subjectId: item.id,
    digest: item.number,
  })
  return server.call(giveUpItem, { params: { id: item.id }, body }, setting.enterprise)
}

async function transferFrom(setting: PayoutSetting, payerName: string, amountFen: number): Promise<string> {
  const { noticeId } = server.sandbox.bank.creditTransfer({
    accountNo: setting.place.subAccountNo,
    amountFen,
    payerName,
    payerAccount: '6225880199999999',
  })
  await settle(server)
  return noticeId ?? ''
}

describe('money that arrives', () => {
  it('from the bound account is recognised and told to the enterprise', async () => {
    const setting = await createPayoutSetting(server, { funds: 123_456 })
    expect(await balancesIn(setting)).toMatchObject({ available: 123_456 })
    await settle(server)
    const inbox = server.sandbox.world.inbox.list(setting.enterprise.phone)
    expect(inbox.some((message) => 'text' in message && message.text.includes('￥1,234.56'))).toBe(true)
  })

  it('from anybody else waits for the provider to claim it', async () => {
    const setting = await createPayoutSetting(server)
    const id = await transferFrom(setting, '另一家公司', 7_000)
    expect(await balancesIn(setting)).toMatchObject({ available: 0 })
    const funds = await server.call(getProviderFunds, {}, setting.provider)
    expect(funds.unclaimed).toMatchObject([
      {
        id,
        payerName: '另一家公司',
        amount: 7_000,
        state: 'unclaimed',
        enterpriseName: setting.enterprise.name,
      },
    ])
    await server.call(
      decideIncomingTransfer,
      { params: { id, decision: 'claim' }, body: reason },
      setting.provider,
    )
    expect(await balancesIn(setting)).toMatchObject({ available: 7_000 })
    await expect(
      server.call(
        decideIncomingTransfer,
        { params: { id, decision: 'send-back' }, body: reason },
        setting.provider,
      ),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
  })

  it('under the right name from another account is not recognised either', async () => {
    const setting = await createPayoutSetting(server)
    const id = await transferFrom(setting, setting.enterprise.name, 100)
    expect((await IncomingTransferModel.findById(id))?.state).toBe('unclaimed')
  })

  it('is sent back to its payer, not twice, and waits again when the bank refuses', async () => {
    const setting = await createPayoutSetting(server)
    const id = await transferFrom(setting, '付错的公司', 9_000)
    const sendBack = () =>
      server.call(
        decideIncomingTransfer,
        { params: { id, decision: 'send-back' }, body: reason },
        setting.provider,
      )
    server.sandbox.bank.disturbNext('send-back', {
      kind: 'fail',
      failCode: 'ACCOUNT_CLOSED',
      failReason: '账户已销户',
    })
    await sendBack()
    await expect(sendBack()).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      message: expect.stringContaining('退回处理中'),
    })
    await settle(server)
    expect((await server.call(getProviderFunds, {}, setting.provider)).unclaimed).toMatchObject([
      { state: 'unclaimed', sendingBack: false, problem: '退回没有成功：收款账户已销户' },
    ])
    await expectBooksAgree(server)
    await sendBack()
    await settle(server)
    expect((await IncomingTransferModel.findById(id))?.state).toBe('sent-back')
    await expect(sendBack()).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
  })
})

describe('a confirmed batch', () => {
  async function confirmed(count = 1) {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const workers = await Promise.all(Array.from({ length: count }, () => createPayee(server, setting)))
    const batch = await createCheckedBatch(
      server,
      setting,
      workers.map((worker) => rowFor(worker, setting.quick, 100_000)),
    )
    await confirm(server, setting, batch)
    return { setting, workers, batch }
  }

  it('is cancelled before its money moves, and all of it is available again', async () => {
    const { setting, batch } = await confirmed()
    const cancelled = await server.call(
      cancelBatch,
      { params: { id: batch.id }, body: reason },
      setting.enterprise,
    )
    expect(cancelled).toMatchObject({ state: 'cancelled', available: 1_000_000, counts: { removed: 1 } })
    await settle(server)
    expect(await balancesIn(setting)).toMatchObject({ available: 1_000_000, frozen: 0 })
  })

  it('loses a payment that is removed before its money moves', async () => {
    const { setting, batch } = await confirmed(2)
    const item = await oneItem(setting, batch)
    await server.call(removeItem, { params: { id: item.id } }, setting.enterprise)
    expect(await balancesIn(setting)).toMatchObject({ available: 890_000, frozen: 110_000 })
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'finished',
      itemCount: 1,
      commission: 100_000,
      counts: { paid: 1, removed: 1 },
    })
  })

  it('ends without a payment when the bank refuses to move its commission', async () => {
    const { setting, batch } = await confirmed()
    server.sandbox.bank.disturbNext('transfer', {
      kind: 'fail',
      failCode: 'LIMIT',
      failReason: '超过当日限额',
    })
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'cancelled',
      problem: '划款没有成功：超过当日限额，款项已解除冻结',
      counts: { removed: 1 },
    })
    expect(await balancesIn(setting)).toMatchObject({ available: 1_000_000, frozen: 0 })
  })

  it('waits for its fee, which is asked for again when the bank refuses it, and pays nobody before', async () => {
    const { setting, batch } = await confirmed()
    server.sandbox.bank.disturbNext('transfer', { kind: 'slow' })
    await server.drain()
    const commission = await BankRequestModel.findOne({ batchId: batch.id, kind: 'fund-commission' })
    server.sandbox.bank.disturbNext('transfer', {
      kind: 'fail',
      failCode: 'LIMIT',
      failReason: '超过当日限额',
    })
    server.sandbox.bank.decidePayment(commission?._id ?? '', 'succeed')
    await settle(server, 1)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({ state: 'funding' })
    expect((await balancesIn(setting)).frozen).toBe(10_000)
    expect(await BankRequestModel.countDocuments({ batchId: batch.id, kind: 'pay' })).toBe(0)
    await server.clock.advance(2 * minute)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({ state: 'finished' })
  })

  it('holds back a payee who may no longer be paid, pays the others, and pays the one that is released', async () => {
    const { setting, workers, batch } = await confirmed(3)
    const [, second, third] = workers as [RegisteredWorker, RegisteredWorker, RegisteredWorker]
    await EnvelopeModel.deleteMany({ personId: { $in: [second.personId, third.personId] } })
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'executing',
      counts: { paid: 1, blocked: 2 },
    })
    expect(await balancesIn(setting)).toMatchObject({ available: 670_000, frozen: 220_000 })
    await expectBooksAgree(server)
    const items = await itemsOf(server, setting, batch.id)
    const [blocked, toRemove] = items.filter(({ state }) => state === 'blocked') as [ItemRow, ItemRow]
    expect(blocked.problem).toContain('还没有与服务商签署合同')
    await expect(
      server.call(releaseItem, { params: { id: blocked.id } }, setting.enterprise),
    ).rejects.toMatchObject({ message: expect.stringContaining('签署合同') })

    await createContractFor(server, second, setting)
    server.sandbox.bank.disturbNext('transfer', {
      kind: 'fail',
      failCode: 'LIMIT',
      failReason: '超过当日限额',
    })
    await server.call(releaseItem, { params: { id: blocked.id } }, setting.enterprise)
    await settle(server)
    expect((await itemsOf(server, setting, batch.id)).find(({ id }) => id === blocked.id)).toMatchObject({
      state: 'blocked',
      problem: '划款没有成功：超过当日限额',
    })
    await server.call(releaseItem, { params: { id: blocked.id } }, setting.enterprise)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'executing',
      counts: { paid: 2, blocked: 1 },
    })
    await server.call(removeItem, { params: { id: toRemove.id } }, setting.enterprise)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'finished',
      counts: { paid: 2, removed: 1 },
    })
    expect(await balancesIn(setting)).toMatchObject({ available: 780_000, frozen: 0 })
  })

  it('sends nothing while it is paused', async () => {
    const { setting, batch } = await confirmed(2)
    await vi.waitFor(
      async () => {
        await server.services.jobs.handlerOf('payout.fund')?.(
          server.services,
          { batchId: batch.id },
          {} as never,
        )
        for (const { _id } of await BankRequestModel.find({ batchId: batch.id, state: 'recorded' }))
          await sendRequest(server.services, { requestId: _id })
        expect((await batchOf(server, setting, batch.id)).state).toBe('executing')
      },
      { timeout: 20_000 },
    )
    await server.call(pauseBatch, { params: { id: batch.id } }, setting.enterprise)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'paused',
      counts: { confirmed: 2 },
    })
    await server.call(resumeBatch, { params: { id: batch.id } }, setting.enterprise)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({ state: 'finished', counts: { paid: 2 } })
  })

  it('finishes with what it paid and what failed, told to the enterprise', async () => {
    const { setting, batch } = await confirmed(2)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'finished',
      finishedAt: expect.any(String),
    })
    const inbox = server.sandbox.world.inbox.list(setting.enterprise.phone)
    expect(inbox.some((message) => 'text' in message && message.text.includes(batch.number))).toBe(true)
  })
})

describe('a payment', () => {
  it.each([
    ['201', '收款账户已冻结'],
    ['202', '超过收款账户限额'],
    ['203', '收款账户已销户'],
    ['204', '收款户名与账号不符'],
  ])(
    'that fails (card %s) brings its commission back at once and its fee after half an hour',
    async (outcome, problem) => {
      const { setting, batch, item } = await payTo(outcome)
      expect(item).toMatchObject({ state: 'failed', problem })
      expect(await balancesIn(setting)).toMatchObject({ available: 9_990_000, feeHeld: 10_000, fee: 0 })
      await server.clock.advance(31 * minute)
      await settle(server)
      expect(await oneItem(setting, batch)).toMatchObject({ state: 'settled-back' })
      expect(await balancesIn(setting)).toMatchObject({ available: 10_000_000, feeHeld: 0 })
    },
  )

  it('whose way back is refused by the bank is moved back under the next id', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const worker = await createPayee(server, setting, { cardOutcome: '231' })
    const batch = await createCheckedBatch(server, setting, [rowFor(worker, setting.quick, 100_000)])
    await confirm(server, setting, batch)
    await settle(server, 1)
    const item = await oneItem(setting, batch)
    server.sandbox.bank.disturbNext('transfer', {
      kind: 'fail',
      failCode: 'LIMIT',
      failReason: '超过当日限额',
    })
    server.sandbox.bank.decidePayment(`${item.number}01`, 'fail', '收款行拒绝')
    await settle(server, 1)
    expect(await BankRequestModel.find({ series: `B${item.number}` }).sort({ attempt: 1 })).toMatchObject([
      { _id: `B${item.number}01`, state: 'failed' },
      { _id: `B${item.number}02`, state: 'recorded' },
    ])
    await server.clock.advance(2 * minute)
    await settle(server)
    expect(await balancesIn(setting)).toMatchObject({ available: 990_000 })
  })

  it('with no fee is settled as soon as its commission is back', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000, feeRate: 0 })
    const worker = await createPayee(server, setting, { cardOutcome: '201' })
    const batch = await createPaidBatch(server, setting, [rowFor(worker, setting.quick, 100_000)])
    expect(await oneItem(setting, batch)).toMatchObject({ state: 'settled-back', fee: 0 })
    expect(await balancesIn(setting)).toMatchObject({ available: 1_000_000 })
  })

  it('that came back is paid again to the new card, and both attempts are kept', async () => {
    const { setting, worker, item, batch } = await returnedPayment()
    expect((await server.call(listReturned, {}, setting.enterprise)).rows.map(({ id }) => id)).toEqual([
      item.id,
    ])
    const cardNumber = await addCard(worker, '000')
    expect(await reissue(setting, item, cardNumber)).toMatchObject({
      state: 'reissuing',
      cardTail: cardNumber.slice(-4),
    })
    await settle(server)
    const detail = await server.call(getItem, { params: { id: item.id } }, setting.enterprise)
    expect(detail).toMatchObject({ state: 'paid', problem: null })
    expect(detail.attempts.map(({ number, state, text }) => [number, state, text.split('：')[1]])).toEqual([
      [`${item.number}01`, 'succeeded', '成功后被银行退回'],
      [`${item.number}02`, 'succeeded', '成功'],
    ])
    expect(new Set(detail.attempts.map(({ bankSerial }) => bankSerial)).size).toBe(2)
    expect((await batchOf(server, setting, batch.id)).state).toBe('finished')
  })

  it('that came back is paid again to the settlement card when none is named', async () => {
    const { setting, worker, item } = await returnedPayment()
    const cardNumber = await addCard(worker, '000')
    expect(await reissue(setting, item)).toMatchObject({ cardTail: cardNumber.slice(-4) })
    await settle(server)
    expect((await server.call(getItem, { params: { id: item.id } }, setting.provider)).state).toBe('paid')
  })

  it('is not paid again to a card that is not the payee’s own', async () => {
    const { setting, item } = await returnedPayment()
    await expect(reissue(setting, item, newCardNumber())).rejects.toMatchObject({ code: 'CARD_NOT_USABLE' })
    expect((await ItemModel.findById(item.id))?.state).toBe('returned')
  })

  it('may come back again or fail when it is paid again, and is given up at last', async () => {
    const { setting, worker, item, batch } = await returnedPayment()
    await addCard(worker, '211')
    await reissue(setting, item)
    await vi.waitFor(
      async () => {
        await server.drain()
        expect((await ItemModel.findById(item.id))?.state).toBe('returned')
      },
      { timeout: 20_000 },
    )
    await settle(server)
    await expectBooksAgree(server)
    await addCard(worker, '201')
    await server.clock.advance(2 * minute)
    await reissue(setting, item)
    await settle(server)
    expect(await oneItem(setting, batch)).toMatchObject({ state: 'returned', problem: '收款账户已冻结' })
    await expectBooksAgree(server)

    expect(await giveUp(setting, item)).toMatchObject({ state: 'given-up' })
    await settle(server)
    expect(await balancesIn(setting)).toMatchObject({ available: 10_000_000, fee: 0, commission: 0 })
    await server.clock.advance(2 * minute)
    await expect(reissue(setting, item)).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
  })
})

describe('money that leaves', () => {
  const refundTo = async (setting: PayoutSetting, amount: number) => {
    const proof = await createStepUp(server, setting.enterprise, {
      operation: 'subledger.refund',
      subjectId: setting.subLedgerId,
      digest: String(amount),
    })
    return server.call(
      requestRefund,
      { params: { id: setting.subLedgerId }, body: { ...proof, amount } },
      setting.enterprise,
    )
  }
  const refunds = async (setting: PayoutSetting) =>
    (await server.call(listRefunds, { params: { id: setting.subLedgerId } }, setting.enterprise)).rows

  it('goes back to the bound account of the enterprise', async () => {
    const setting = await createPayoutSetting(server, { funds: 50_000 })
    expect(await refundTo(setting, 20_000)).toMatchObject({ amount: 20_000, state: 'requested' })
    expect(await balancesIn(setting)).toMatchObject({ available: 30_000 })
    await settle(server)
    expect(await refunds(setting)).toMatchObject([{ state: 'done', amount: 20_000 }])
    await server.clock.advance(2 * minute)
    await expect(refundTo(setting, 30_001)).rejects.toMatchObject({ code: 'BALANCE_NOT_ENOUGH' })
    const { rows } = await server.call(
      listSubLedgerEntries,
      { params: { id: setting.subLedgerId }, query: {} },
      setting.enterprise,
    )
    expect(rows.map(({ text, amount }) => [text, amount])).toEqual([
      ['余额退款', -20_000],
      ['来账入账', 50_000],
    ])
  })

  it('is available again when the bound account is closed', async () => {
    const setting = await createPayoutSetting(server, { funds: 50_000, boundNumber: '62258801000009999' })
    await refundTo(setting, 20_000)
    await settle(server)
    expect(await refunds(setting)).toMatchObject([
      { state: 'failed', reason: '收款账户已销户，￥200.00 已返还可用余额' },
    ])
    expect(await balancesIn(setting)).toMatchObject({ available: 50_000 })
  })

  it('is asked for with proof of exactly that amount', async () => {
    const setting = await createPayoutSetting(server, { funds: 50_000 })
    const proof = await createStepUp(server, setting.enterprise, {
      operation: 'subledger.refund',
      subjectId: setting.subLedgerId,
      digest: '100',
    })
    const input = { params: { id: setting.subLedgerId }, body: { ...proof, amount: 50_000 } }
    await expect(server.call(requestRefund, input, setting.enterprise)).rejects.toMatchObject({
      code: 'STEP_UP_MISMATCH',
    })
  })

  it('as earned fees only after the return window, once, and not for a payment that may come back', async () => {
    const { setting, item } = await payTo('000')
    const withdraw = async (amount: number) => {
      const proof = await createStepUp(server, setting.provider, {
        operation: 'funds.withdraw',
        subjectId: 'fee',
        digest: String(amount),
      })
      return server.call(withdrawFunds, { body: { ...proof, kind: 'fee', amount } }, setting.provider)
    }
    const funds = () => server.call(getProviderFunds, {}, setting.provider)
    expect(await funds()).toMatchObject({
      fee: 10_000,
      feeWithdrawable: 0,
      tax: 0,
      taxRemittable: 0,
      commission: 0,
      feeHeld: 0,
    })
    await expect(withdraw(1)).rejects.toMatchObject({
      code: 'RETURN_WINDOW',
      message: '付款成功满 10 天后才能提取，当前可提取 ￥0.00',
    })
    await server.clock.advance(payoutRules.returnWindowMs + minute)
    await signInAgain(server, setting.provider)
    await signInAgain(server, setting.enterprise)
    expect(await funds()).toMatchObject({ feeWithdrawable: 10_000 })

    server.sandbox.bank.disturbNext('pay-out', {
      kind: 'fail',
      failCode: 'LIMIT',
      failReason: '超过当日限额',
    })
    await withdraw(10_000)
    expect(await funds()).toMatchObject({ fee: 0, feeWithdrawable: 0 })
    await settle(server)
    expect(await funds()).toMatchObject({ fee: 10_000, feeWithdrawable: 10_000 })
    await expectBooksAgree(server)
    await server.clock.advance(2 * minute)
    await withdraw(4_000)
    await settle(server)
    expect(await funds()).toMatchObject({ fee: 6_000, feeWithdrawable: 6_000 })
    await expectBooksAgree(server)
    server.sandbox.bank.returnPayment(`${item.number}01`)
    await settle(server)
    expect(await funds()).toMatchObject({ fee: 6_000, feeWithdrawable: 0 })
  })
})

describe('answers of the bank that arrive in other ways', () => {
  /** A recorded attempt to pay to a card with this outcome that nobody has sent. */
  async function recorded(outcome: string): Promise<string> {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const worker = await createPayee(server, setting, { cardOutcome: outcome })
    const batch = await createCheckedBatch(server, setting, [rowFor(worker, setting.quick, 100_000)])
    await confirm(server, setting, batch)
    const handler = (kind: string) => server.services.jobs.handlerOf(kind)
    await handler('payout.fund')?.(server.services, { batchId: batch.id }, {} as never)
    const move = async (kind: 'fund-commission' | 'fund-fee') => {
      const request = await BankRequestModel.findOne({ batchId: batch.id, kind })
      await sendRequest(server.services, { requestId: request?._id ?? '' })
    }
    await move('fund-commission')
    await move('fund-fee')
    await handler('payout.dispatch')?.(server.services, { batchId: batch.id }, {} as never)
    return (await BankRequestModel.findOne({ batchId: batch.id, kind: 'pay' }))?._id ?? ''
  }
  const stateOf = async (requestId: string) => (await BankRequestModel.findById(requestId))?.state

  it.each([
    ['221', 'succeeded'],
    ['222', 'failed'],
  ])('end an attempt whose answer was lost before anybody asked (card %s)', async (outcome, state) => {
    const requestId = await recorded(outcome)
    server.sandbox.pauseCallbacks()
    await sendRequest(server.services, { requestId })
    expect(await stateOf(requestId)).toBe('unknown')
    server.sandbox.resumeCallbacks()
    await vi.waitFor(async () => expect(await stateOf(requestId)).toBe(state), { timeout: 20_000 })
    await settle(server)
  })

  it.each([
    ['221', 'succeeded'],
    ['222', 'failed'],
  ])('are lost once more while the bank is asked, and found at last (card %s)', async (outcome, state) => {
    const requestId = await recorded(outcome)
    server.sandbox.pauseCallbacks()
    await sendRequest(server.services, { requestId })
    const { query } = server.services.gateways.bank
    server.services.gateways.bank.query = () =>
      Promise.reject(new GatewayError('bank', 'timeout', 'no answer'))
    await expect(queryRequest(server.services, { requestId })).rejects.toThrow(RetryLater)
    expect(await stateOf(requestId)).toBe('unknown')
    server.services.gateways.bank.query = query
    await queryRequest(server.services, { requestId })
    expect(await stateOf(requestId)).toBe(state)
    server.sandbox.resumeCallbacks()
    await settle(server)
  })

  it('are asked for when the bank accepted a payment and says nothing more', async () => {
    const requestId = await recorded('231')
    await sendRequest(server.services, { requestId })
    expect(await stateOf(requestId)).toBe('sent')
    await server.clock.advance(2 * minute)
    await server.drain()
    expect(await stateOf(requestId)).toBe('queried')
    server.sandbox.bank.decidePayment(requestId, 'succeed')
    await settle(server)
    expect(await stateOf(requestId)).toBe('succeeded')
  })
})

describe('the tables', () => {
  it('of an unconfirmed batch are walked to their ends', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const worker = await createPayee(server, setting)
    const row = rowFor(worker, setting.quick, 10_000)
    const bad = { ...row, name: '钱二' }
    const discard = (id: string) => server.call(discardBatch, { params: { id } }, setting.enterprise)
    await discard((await createDraft(server, setting)).id)
    await discard((await createCheckedBatch(server, setting, [bad])).id)
    const batch = await createCheckedBatch(server, setting, [row, bad])
    await server.call(removeErrorRows, { params: { id: batch.id } }, setting.enterprise)
    await uploadRows(server, setting, batch.id, await payoutFile(server, setting.enterprise, [bad]))
    await uploadRows(server, setting, batch.id, await payoutFile(server, setting.enterprise, [row]))
    await discard(batch.id)

    for (const lapse of [false, true]) {
      const scheduled = await createCheckedBatch(server, setting, [row])
      const at = new Date(server.services.clock.now().getTime() + 60 * minute).toISOString()
      const proof = await createStepUp(server, setting.enterprise, {
        operation: 'payout.confirm',
        subjectId: scheduled.id,
        digest: scheduled.digest,
      })
      await server.call(
        scheduleBatch,
        { params: { id: scheduled.id }, body: { ...proof, digest: scheduled.digest, at } },
        setting.enterprise,
      )
      if (lapse) await EnvelopeModel.deleteMany({ personId: worker.personId })
      await server.clock.advance(61 * minute)
      await settle(server)
      expect((await batchOf(server, setting, scheduled.id)).state).toBe(lapse ? 'invalid' : 'finished')
    }
    await createContractFor(server, worker, setting)
    const cancelled = await createCheckedBatch(server, setting, [row])
    const at = new Date(server.services.clock.now().getTime() + day).toISOString()
    const proof = await createStepUp(server, setting.enterprise, {
      operation: 'payout.confirm',
      subjectId: cancelled.id,
      digest: cancelled.digest,
    })
    await server.call(
      scheduleBatch,
      { params: { id: cancelled.id }, body: { ...proof, digest: cancelled.digest, at } },
      setting.enterprise,
    )
    await server.call(cancelBatch, { params: { id: cancelled.id }, body: reason }, setting.enterprise)

    const rechecked = await createCheckedBatch(server, setting, [row])
    await EnvelopeModel.deleteMany({ personId: worker.personId })
    await expect(confirm(server, setting, rechecked)).rejects.toMatchObject({ code: 'BATCH_HAS_ERRORS' })
  })

  const arrowsOf = ({ name, transitions }: Machine): string[] =>
    Object.entries(transitions).flatMap(([event, { from, to }]) =>
      from.map((state) => `${name}.${event}: ${state} → ${to}`),
    )

  it.each([batchMachine, itemMachine, attemptMachine, incomingTransferMachine, refundMachine] as Machine[])(
    'are walked arrow by arrow: $name',
    async (machine) => {
      const entries = await mongoose.connection
        .collection<AuditEntry>('audit_entries')
        .find({ action: { $regex: `^${machine.name}\\.` } })
        .toArray()
      const walked = new Set(
        entries.map(
          ({ action, before, after }) =>
            `${action}: ${String(before?.['state'])} → ${String(after?.['state'])}`,
        ),
      )
      expect(arrowsOf(machine).filter((arrow) => !walked.has(arrow))).toEqual([])
    },
  )

  it('of the journal are exercised event by event', async () => {
    const found = await mongoose.connection.collection('ledger_entries').distinct('reason')
    const withoutTax = Object.keys(journalEvents).filter((event) => !event.startsWith('tax-'))
    expect(found.sort()).toEqual(withoutTax.sort())
  })
})
