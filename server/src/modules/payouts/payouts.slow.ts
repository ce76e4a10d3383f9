import { cancelBatch } from '@linggong/shared/api/payouts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  batchOf,
  confirm,
  createCheckedBatch,
  createPayee,
  createPayoutSetting,
  expectBooksAgree,
  rowFor,
  settle,
  type PayoutSetting,
} from '../../../test/factories/payouts.ts'
import type { RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { startProgram } from '../../../test/support/child-server.ts'
import { DueRowModel } from '../../jobs/due-row.ts'
import { startScheduler } from '../../jobs/scheduler.ts'
import { sendRequest } from './bank/send-request.ts'
import { BankRequestModel } from './models/bank-request.ts'
import { ClaimModel } from './models/claim.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** Rows of `count` payments to a few payees, told apart by their order numbers. */
async function manyRows(setting: PayoutSetting, count: number, prefix: string) {
  const payees: RegisteredWorker[] = []
  for (let index = 0; index < 10; index++) payees.push(await createPayee(server, setting))
  return Array.from({ length: count }, (_, index) => {
    const payee = payees[index % payees.length]
    if (!payee) throw new Error('no payee')
    return rowFor(payee, setting.quick, 1_000 + index, { orderNumber: `${prefix}-${index}` })
  })
}

const paidOrders = (from: string) =>
  server.sandbox.bank
    .orders()
    .filter(({ operation, money }) => operation === 'pay-to-card' && money?.from === from)

/** Funds a confirmed batch without sending any of its payments. */
async function fund(setting: PayoutSetting, batchId: string): Promise<void> {
  const funding = { batchId, kind: { $in: ['fund-commission', 'fund-fee'] }, state: 'recorded' } as const
  await server.services.jobs.handlerOf('payout.fund')?.(server.services, { batchId }, {} as never)
  while ((await batchOf(server, setting, batchId)).state === 'funding') {
    for (const { _id } of await BankRequestModel.find(funding)) {
      await sendRequest(server.services, { requestId: _id })
    }
  }
}

const countSent = (batchId: string) =>
  BankRequestModel.countDocuments({ batchId, kind: 'pay', state: { $ne: 'recorded' } })

describe('under hard conditions', () => {
  it('a server that is killed again and again while it pays pays every payment once', async () => {
    const count = 150
    const setting = await createPayoutSetting(server, { funds: 100_000_000 })
    const batch = await createCheckedBatch(server, setting, await manyRows(setting, count, 'K'))
    await confirm(server, setting, batch)
    await fund(setting, batch.id)

    let kills = 0
    for (let sent = 0; sent < count && kills < 12; kills++) {
      const program = startProgram(server, 'src/main.ts')
      await vi.waitFor(() => expect(program.output()).toContain('"listening"'), {
        timeout: 120_000,
        interval: 20,
      })
      server.sandbox.world.serverUrl = /"url":"([^"]+)"/.exec(program.output())?.[1] ?? ''
      const goal = sent + 5 + Math.random() * 15
      await vi.waitFor(
        async () => expect(await countSent(batch.id)).toBeGreaterThanOrEqual(Math.min(goal, count)),
        {
          timeout: 120_000,
          interval: 5,
        },
      )
      program.child.kill('SIGKILL')
      await program.exit
      await DueRowModel.updateMany({ state: 'open' }, { $set: { lockedUntil: new Date(0) } })
      sent = await countSent(batch.id)
    }
    expect(kills).toBeGreaterThan(3)

    server.sandbox.world.serverUrl = server.url
    await server.clock.advance(10 * 60_000)
    await settle(server, 0, 300_000)
    await server.clock.advance(10 * 60_000)
    await settle(server, 0, 300_000)
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'finished',
      counts: { paid: count },
    })
    const orders = paidOrders(setting.place.providerAccountNo)
    expect(orders).toHaveLength(count)
    expect(new Set(orders.map(({ requestId }) => requestId)).size).toBe(count)
    await expectBooksAgree(server)
  })

  it('a batch of 5,000 payments is checked, and confirmed and cancelled in one transaction each', async () => {
    const count = 5_000
    const setting = await createPayoutSetting(server, { funds: 10_000_000_000 })
    const started = Date.now()
    const lap = (what: string) =>
      process.stdout.write(`${what}: ${((Date.now() - started) / 1_000).toFixed(1)} s\n`)
    const batch = await createCheckedBatch(server, setting, await manyRows(setting, count, 'L'))
    expect(batch).toMatchObject({ state: 'ready', itemCount: count })
    lap('checked')
    await confirm(server, setting, batch)
    expect(await ClaimModel.countDocuments({ batchId: batch.id })).toBe(count)
    lap('confirmed')
    await server.call(
      cancelBatch,
      { params: { id: batch.id }, body: { reason: '不发了' } },
      setting.enterprise,
    )
    lap('cancelled')
    expect(await batchOf(server, setting, batch.id)).toMatchObject({
      state: 'cancelled',
      counts: { removed: count },
    })
    expect(await ClaimModel.countDocuments({ batchId: batch.id })).toBe(0)
    await expectBooksAgree(server)
  })

  it('a batch is paid side by side by several lanes', async () => {
    const count = 400
    const setting = await createPayoutSetting(server, { funds: 1_000_000_000 })
    const batch = await createCheckedBatch(server, setting, await manyRows(setting, count, 'P'))
    await confirm(server, setting, batch)
    const scheduler = await startScheduler(server.services)
    try {
      await vi.waitFor(
        async () => expect((await batchOf(server, setting, batch.id)).state).toBe('finished'),
        {
          timeout: 500_000,
          interval: 500,
        },
      )
    } finally {
      await scheduler.stop()
    }
    expect(await batchOf(server, setting, batch.id)).toMatchObject({ counts: { paid: count } })
    expect(paidOrders(setting.place.providerAccountNo)).toHaveLength(count)
    await settle(server, 0, 300_000)
    await expectBooksAgree(server)
  })
})
