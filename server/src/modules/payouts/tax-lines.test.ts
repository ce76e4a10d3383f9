import { giveUpItem } from '@linggong/shared/api/payouts'
import { withdrawFunds } from '@linggong/shared/api/engagements'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createStepUp } from '../../../test/factories/identity.ts'
import {
  createPaidBatch,
  createPayee,
  createPayoutSetting,
  expectBooksAgree,
  itemsOf,
  rowFor,
  settle,
  signInAgain,
} from '../../../test/factories/payouts.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { accounts, balanceOf } from '../ledger/public.ts'
import { payoutRules } from './rules.ts'
import { withholdingRules } from './tax.ts'

let server: TestServer

beforeAll(async () => {
  withholdingRules.push({ from: '2020-01-02', rate: 1_000 })
  server = await startTestServer()
})
afterAll(async () => {
  withholdingRules.pop()
  await server.stop()
})

it('a rule that withholds takes the tax through the same lines: held, earned, given back, remitted', async () => {
  const setting = await createPayoutSetting(server, { funds: 10_000_000 })
  const providerId = setting.provider.organisationId
  const taxes = async () => [
    await balanceOf(accounts.taxHeld(providerId)),
    await balanceOf(accounts.tax(providerId)),
  ]
  const workers = [
    await createPayee(server, setting),
    await createPayee(server, setting, { cardOutcome: '201' }),
    await createPayee(server, setting),
  ]
  const batch = await createPaidBatch(
    server,
    setting,
    workers.map((worker) => rowFor(worker, setting.quick, 100_000)),
  )
  expect(batch).toMatchObject({ state: 'finished', tax: 30_000 })
  const [kept, , toReturn] = await itemsOf(server, setting, batch.id)
  const toCards = server.sandbox.bank
    .orders()
    .filter(({ operation, state }) => operation === 'pay-to-card' && state === 'succeeded')
  expect(toCards.map(({ money }) => money?.amountFen)).toEqual([90_000, 90_000])
  expect(await taxes()).toEqual([0, 20_000])
  await expectBooksAgree(server)

  server.sandbox.bank.returnPayment(`${toReturn?.number}01`)
  await settle(server)
  const body = await createStepUp(server, setting.enterprise, {
    operation: 'payout.give-up',
    subjectId: toReturn?.id ?? '',
    digest: toReturn?.number ?? '',
  })
  await server.call(giveUpItem, { params: { id: toReturn?.id ?? '' }, body }, setting.enterprise)
  await settle(server)
  expect(await taxes()).toEqual([0, 10_000])
  await expectBooksAgree(server)

  await server.clock.advance(payoutRules.returnWindowMs + 60_000)
  await signInAgain(server, setting.provider)
  await settle(server)
  const remit = async (amount: number) => {
    const proof = await createStepUp(server, setting.provider, {
      operation: 'funds.withdraw',
      subjectId: 'tax',
      digest: String(amount),
    })
    return server.call(withdrawFunds, { body: { ...proof, kind: 'tax', amount } }, setting.provider)
  }
  server.sandbox.bank.disturbNext('pay-out', { kind: 'fail', failCode: 'LIMIT', failReason: '超过当日限额' })
  await remit(kept?.tax ?? 0)
  await settle(server)
  expect(await taxes()).toEqual([0, 10_000])
  await server.clock.advance(120_000)
  await remit(kept?.tax ?? 0)
  await settle(server)
  expect(await taxes()).toEqual([0, 0])
  expect(await balanceOf(accounts.available(setting.engagementId))).toBe(10_000_000 - 110_000)
  await expectBooksAgree(server)
})
