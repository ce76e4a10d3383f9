import { cancelBatch, confirmBatch, scheduleBatch } from '@linggong/shared/api/payouts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConsoleAccount, createStepUp } from '../../../test/factories/identity.ts'
import {
  balancesIn,
  batchOf,
  confirm,
  createAssignmentFor,
  createCheckedBatch,
  createContractFor,
  createPayee,
  createPayoutSetting,
  expectBooksAgree,
  itemsOf,
  rowFor,
  settle,
  signInAgain,
  topUp,
  type BatchDetail,
  type PayoutSetting,
} from '../../../test/factories/payouts.ts'
import { createWorker, newCardNumber, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { EnvelopeModel } from '../contracts/models.ts'
import { EngagementModel } from '../engagements/models.ts'
import { addMember } from '../identity/public.ts'
import { TaskModel } from '../tasks/models.ts'
import { markCardUnusable } from '../workers/public.ts'
import { chooseSettlementCard } from '../workers/commands/choose-settlement-card.ts'
import { keepCard } from '../workers/commands/keep-card.ts'
import { BankRequestModel } from './models/bank-request.ts'
import { ClaimModel } from './models/claim.ts'
import { ItemModel } from './models/item.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const minute = 60_000
const proofFor = (setting: Pick<PayoutSetting, 'enterprise'>, batch: Pick<BatchDetail, 'id' | 'digest'>) =>
  createStepUp(server, setting.enterprise, {
    operation: 'payout.confirm',
    subjectId: batch.id,
    digest: batch.digest,
  })

/** The worker's own other card, chosen for settlement. */
async function changeCard(worker: RegisteredWorker): Promise<string> {
  const { accountId, personId } = worker
  const cardNumber = newCardNumber()
  await runCommand(server.services, { kind: 'worker', accountId, personId, sessionId: 'test' }, async (c) => {
    const cardId = await keepCard(c, { personId, cardNumber, phone: worker.phone, bankName: '建设银行' })
    await chooseSettlementCard(c, cardId)
  })
  return cardNumber
}

async function settingWithBatch(
  funds = 1_000_000,
  amount = 100_000,
): Promise<{ setting: PayoutSetting; payee: RegisteredWorker; batch: BatchDetail }> {
  const setting = await createPayoutSetting(server, { funds })
  const payee = await createPayee(server, setting)
  const batch = await createCheckedBatch(server, setting, [rowFor(payee, setting.quick, amount)])
  return { setting, payee, batch }
}

describe('confirming a batch', () => {
  it('takes the code of an SMS that is bound to exactly this content', async () => {
    const { setting, batch } = await settingWithBatch()
    const proof = await proofFor(setting, batch)
    const body = { ...proof, digest: batch.digest }
    const other = await createCheckedBatch(server, setting, [
      rowFor(await createPayee(server, setting), setting.quick, 500),
    ])
    await expect(
      server.call(
        confirmBatch,
        { params: { id: other.id }, body: { ...proof, digest: other.digest } },
        setting.enterprise,
      ),
    ).rejects.toMatchObject({ code: 'STEP_UP_MISMATCH' })
    await expect(
      server.call(
        confirmBatch,
        { params: { id: batch.id }, body: { ...body, code: '000000' } },
        setting.enterprise,
      ),
    ).rejects.toMatchObject({ code: 'SMS_CODE_WRONG' })
    await expect(
      server.call(
        confirmBatch,
        { params: { id: batch.id }, body: { ...body, digest: 'old' } },
        setting.enterprise,
      ),
    ).rejects.toMatchObject({ code: 'BATCH_CHANGED' })
    expect(await balancesIn(setting)).toMatchObject({ frozen: 0 })
    expect(
      await server.call(confirmBatch, { params: { id: batch.id }, body }, setting.enterprise),
    ).toMatchObject({ state: 'confirmed' })
    expect(await balancesIn(setting)).toMatchObject({ frozen: 110_000 })
    await server.clock.advance(2 * minute)
    await expect(confirm(server, setting, batch)).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
  })

  it('freezes the money once although two people confirm at the same moment, again and again', async () => {
    const { setting, batch } = await settingWithBatch()
    const second = await createConsoleAccount(server)
    await runCommand(server.services, systemActor('test'), (c) =>
      addMember(c, {
        organisationId: setting.enterprise.organisationId,
        accountId: second.accountId,
        role: 'administrator',
      }),
    )
    const people = [setting.enterprise, second]
    const proofs = await Promise.all(
      people.map((person) =>
        createStepUp(server, person, {
          operation: 'payout.confirm',
          subjectId: batch.id,
          digest: batch.digest,
        }),
      ),
    )
    const tries = await Promise.allSettled(
      [0, 1, 0, 1].map((who) =>
        server.call(
          confirmBatch,
          {
            params: { id: batch.id },
            body: {
              stepUpId: proofs[who]?.stepUpId ?? '',
              code: proofs[who]?.code ?? '',
              digest: batch.digest,
            },
          },
          people[who],
        ),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await balancesIn(setting)).toMatchObject({ available: 890_000, frozen: 110_000 })
    await settle(server)
    expect(await BankRequestModel.countDocuments({ batchId: batch.id, kind: 'pay' })).toBe(1)
    await expectBooksAgree(server)
  })

  it('is refused when the balance is too low, and possible after a top-up', async () => {
    const { setting, batch } = await settingWithBatch(100_000)
    await expect(confirm(server, setting, batch)).rejects.toMatchObject({
      code: 'BALANCE_NOT_ENOUGH',
      message: '账户余额不足：需要 ￥1,100.00，可用 ￥1,000.00，请先充值',
    })
    expect(await batchOf(server, setting, batch.id)).toMatchObject({ state: 'ready' })
    expect(await ClaimModel.countDocuments({ batchId: batch.id })).toBe(0)
    await topUp(server, setting, 10_000)
    await server.clock.advance(2 * minute)
    expect(await confirm(server, setting, batch)).toMatchObject({ state: 'confirmed' })
    await settle(server)
    await expectBooksAgree(server)
  })

  it('is refused while the engagement is not active', async () => {
    const { setting, batch } = await settingWithBatch()
    await EngagementModel.collection.updateOne(
      { _id: setting.engagementId as never },
      { $set: { state: 'expired' } },
    )
    await expect(confirm(server, setting, batch)).rejects.toMatchObject({ code: 'ENGAGEMENT_NOT_ACTIVE' })
    expect(await balancesIn(setting)).toMatchObject({ frozen: 0 })
  })

  it('checks everything again: what no longer holds sends the batch back with its reasons', async () => {
    const setting = await createPayoutSetting(server, { funds: 10_000_000 })
    const workers = await Promise.all(Array.from({ length: 4 }, () => createPayee(server, setting)))
    const [fine, cardGone, contractGone, other] = workers as [
      RegisteredWorker,
      RegisteredWorker,
      RegisteredWorker,
      RegisteredWorker,
    ]
    const rows = workers.map((worker) => rowFor(worker, setting.quick, 10_000))
    const batch = await createCheckedBatch(server, setting, rows)
    await runCommand(server.services, systemActor('test'), (c) =>
      markCardUnusable(c, cardGone.cardId, '销户'),
    )
    await EnvelopeModel.updateMany({ personId: contractGone.personId }, { $set: { termTo: '2026-01-02' } })

    await expect(confirm(server, setting, batch)).rejects.toMatchObject({
      code: 'BATCH_HAS_ERRORS',
      message: '还有 2 行未通过校验，请更正或移除后再确认',
    })
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'invalid',
      itemCount: 2,
      errorCount: 2,
      problem: '确认前复核：2 笔未通过',
    })
    expect((await itemsOf(server, setting, batch.id)).map(({ name, cardTail }) => [name, cardTail])).toEqual(
      [fine, other].map(({ name, cardNumber }) => [name, cardNumber.slice(-4)]),
    )
    await server.clock.advance(2 * minute)
    await expect(confirm(server, setting, await batchOf(server, setting, batch.id))).rejects.toMatchObject({
      code: 'BATCH_HAS_ERRORS',
    })
    expect(await balancesIn(setting)).toMatchObject({ frozen: 0 })
  })

  it('is refused for a task that was completed meanwhile', async () => {
    const { setting, batch } = await settingWithBatch()
    await TaskModel.collection.updateOne(
      { _id: setting.quick._id as never },
      { $set: { state: 'completed' } },
    )
    await expect(confirm(server, setting, batch)).rejects.toMatchObject({ code: 'BATCH_HAS_ERRORS' })
  })

  it('pays to the card that is chosen at that moment and keeps it whatever is chosen later', async () => {
    const { setting, payee, batch } = await settingWithBatch()
    const chosen = await changeCard(payee)
    await confirm(server, setting, batch)
    await changeCard(payee)
    await settle(server)
    const [item] = await itemsOf(server, setting, batch.id)
    expect(item).toMatchObject({ state: 'paid', cardTail: chosen.slice(-4) })
    const paid = server.sandbox.bank
      .orders()
      .filter(({ operation, money }) => operation === 'pay-to-card' && money?.payee.number === chosen)
    expect(paid).toHaveLength(1)
  })
})

describe('the right to be paid', () => {
  it('is claimed once: of two ready batches for the same assignment one wins, the other learns what to remove', async () => {
    const setting = await createPayoutSetting(server, { funds: 10_000_000 })
    const worker = await createPayee(server, setting)
    await createAssignmentFor(server, worker, setting.standard)
    const row = rowFor(worker, setting.standard, 50_000)
    const batches = [
      await createCheckedBatch(server, setting, [row]),
      await createCheckedBatch(server, setting, [row]),
    ]
    const proofs: { stepUpId: string; code: string }[] = []
    for (const batch of batches) proofs.push(await proofFor(setting, batch))
    const tries = await Promise.allSettled(
      batches.map((batch, index) =>
        server.call(
          confirmBatch,
          {
            params: { id: batch.id },
            body: {
              stepUpId: proofs[index]?.stepUpId ?? '',
              code: proofs[index]?.code ?? '',
              digest: batch.digest,
            },
          },
          setting.enterprise,
        ),
      ),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const states = await Promise.all(
      batches.map(async ({ id }) => (await batchOf(server, setting, id)).state),
    )
    expect(states.sort()).toEqual(['confirmed', 'invalid'])
    expect(await balancesIn(setting)).toMatchObject({ frozen: 55_000 })
    await settle(server)
    expect(await ItemModel.countDocuments({ personId: worker.personId, state: 'paid' })).toBe(1)
    await expectBooksAgree(server)
  })

  it('of an order number belongs to one batch whoever else is to be paid for it', async () => {
    const setting = await createPayoutSetting(server, { funds: 10_000_000 })
    const workers = [await createPayee(server, setting), await createPayee(server, setting)]
    const batches = []
    for (const worker of workers) {
      batches.push(
        await createCheckedBatch(server, setting, [
          rowFor(worker, setting.quick, 10_000, { orderNumber: 'DD-7' }),
        ]),
      )
    }
    await confirm(server, setting, batches[0] as BatchDetail)
    await expect(confirm(server, setting, batches[1] as BatchDetail)).rejects.toMatchObject({
      code: 'BATCH_HAS_ERRORS',
    })
    await settle(server)
    await expectBooksAgree(server)
  })

  it('is free again when its payment failed', async () => {
    const setting = await createPayoutSetting(server, { funds: 10_000_000 })
    const worker = await createPayee(server, setting, { cardOutcome: '202' })
    await createAssignmentFor(server, worker, setting.standard)
    const row = rowFor(worker, setting.standard, 50_000, { orderNumber: 'DD-8' })
    const first = await createCheckedBatch(server, setting, [row])
    await confirm(server, setting, first)
    await settle(server)
    expect((await itemsOf(server, setting, first.id))[0]).toMatchObject({
      state: 'failed',
      problem: '超过收款账户限额',
    })
    expect(await ClaimModel.countDocuments({ batchId: first.id })).toBe(0)
    await changeCard(worker)
    const second = await createCheckedBatch(server, setting, [row])
    expect(second.state).toBe('ready')
    await confirm(server, setting, second)
    await settle(server)
    expect((await itemsOf(server, setting, second.id))[0]).toMatchObject({ state: 'paid' })
    await expectBooksAgree(server)
  })
})

describe('a scheduled batch', () => {
  const inOneHour = () => new Date(server.services.clock.now().getTime() + 60 * minute).toISOString()

  async function schedule(
    setting: PayoutSetting,
    batch: BatchDetail,
    at = inOneHour(),
  ): Promise<BatchDetail> {
    const body = { ...(await proofFor(setting, batch)), digest: batch.digest, at }
    return server.call(scheduleBatch, { params: { id: batch.id }, body }, setting.enterprise)
  }

  it('freezes nothing until its time, then is confirmed and paid by itself', async () => {
    const { setting, batch } = await settingWithBatch()
    const at = inOneHour()
    expect(await schedule(setting, batch, at)).toMatchObject({
      state: 'scheduled',
      scheduledAt: at,
      available: 1_000_000,
    })
    await settle(server)
    expect(await balancesIn(setting)).toMatchObject({ frozen: 0 })
    await server.clock.advance(61 * minute)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({ state: 'finished', counts: { paid: 1 } })
    await expectBooksAgree(server)
  })

  it('may not start in the past or later than in 30 days', async () => {
    const { setting, batch } = await settingWithBatch()
    const past = new Date(server.services.clock.now().getTime() - minute).toISOString()
    await expect(schedule(setting, batch, past)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('预约时间须晚于现在'),
    })
    await server.clock.advance(2 * minute)
    const far = new Date(server.services.clock.now().getTime() + 31 * 24 * 60 * minute).toISOString()
    await expect(schedule(setting, batch, far)).rejects.toMatchObject({
      message: expect.stringContaining('30 天内'),
    })
  })

  it('goes back with its reasons when a payment no longer holds at its time, and nothing is paid', async () => {
    const { setting, payee, batch } = await settingWithBatch()
    await schedule(setting, batch)
    await EnvelopeModel.updateMany({ personId: payee.personId }, { $set: { termTo: '2026-01-02' } })
    await server.clock.advance(61 * minute)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'invalid',
      errorCount: 1,
      itemCount: 0,
      problem: '预约打款前复核：1 笔未通过，没有付款',
    })
    expect(await balancesIn(setting)).toMatchObject({ available: 1_000_000, frozen: 0 })
  })

  it('goes back when the balance is too low at its time', async () => {
    const { setting, batch } = await settingWithBatch(100_000)
    await schedule(setting, batch)
    await server.clock.advance(61 * minute)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'invalid',
      errorCount: 0,
      itemCount: 1,
      problem: expect.stringContaining('账户余额不足'),
    })
  })

  it('is cancelled before its time and then never starts', async () => {
    const { setting, batch } = await settingWithBatch()
    await schedule(setting, batch)
    const cancelled = await server.call(
      cancelBatch,
      { params: { id: batch.id }, body: { reason: '金额有误' } },
      setting.enterprise,
    )
    expect(cancelled).toMatchObject({ state: 'cancelled', problem: '金额有误', counts: { removed: 1 } })
    await server.clock.advance(61 * minute)
    await settle(server)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({ state: 'cancelled' })
    expect(await balancesIn(setting)).toMatchObject({ available: 1_000_000, frozen: 0 })
  })
})

describe('a contract signed after the file was checked', () => {
  it('lets the removed row pass when its file comes again', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    await signInAgain(server, setting.enterprise)
    const worker = await createWorker(server)
    const row = rowFor(worker, setting.quick, 10_000)
    expect(await createCheckedBatch(server, setting, [row])).toMatchObject({
      state: 'invalid',
      errorCount: 1,
    })
    await createContractFor(server, worker, setting)
    expect(await createCheckedBatch(server, setting, [row])).toMatchObject({ state: 'ready' })
  })
})
