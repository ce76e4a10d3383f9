import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  balancesIn,
  batchOf,
  confirm,
  createCheckedBatch,
  createPayee,
  createPayoutSetting,
  expectBooksAgree,
  itemsOf,
  rowFor,
  settle,
} from '../../../test/factories/payouts.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const minute = 60_000

it('pays 100,000.00 at 10 %: 110,000 are frozen, move to the provider, leave it, and a failed 3,000 comes back with its fee after half an hour', async () => {
  const setting = await createPayoutSetting(server, { funds: 12_000_000 })
  const good = await createPayee(server, setting)
  const failing = await createPayee(server, setting, { cardOutcome: '201' })
  const rows = [rowFor(good, setting.quick, 9_700_000), rowFor(failing, setting.quick, 300_000)]
  const batch = await createCheckedBatch(server, setting, rows)
  expect(batch).toMatchObject({
    state: 'ready',
    itemCount: 2,
    commission: 10_000_000,
    fee: 1_000_000,
    tax: 0,
    available: 12_000_000,
  })

  expect(await confirm(server, setting, batch)).toMatchObject({ state: 'confirmed', available: 1_000_000 })
  expect(await balancesIn(setting)).toMatchObject({ available: 1_000_000, frozen: 11_000_000 })

  await settle(server)
  expect((await itemsOf(server, setting, batch.id)).map(({ state }) => state)).toEqual(['paid', 'failed'])
  expect(await batchOf(server, setting, batch.id)).toMatchObject({
    state: 'finished',
    counts: { paid: 1, failed: 1 },
  })
  expect(await balancesIn(setting)).toEqual({
    available: 1_300_000,
    frozen: 0,
    commission: 0,
    feeHeld: 30_000,
    fee: 970_000,
  })
  await expectBooksAgree(server)

  await server.clock.advance(29 * minute)
  await settle(server)
  expect(await balancesIn(setting)).toMatchObject({ available: 1_300_000, feeHeld: 30_000 })

  await server.clock.advance(2 * minute)
  await settle(server)
  expect((await itemsOf(server, setting, batch.id)).map(({ state }) => state)).toEqual([
    'paid',
    'settled-back',
  ])
  expect(await balancesIn(setting)).toEqual({
    available: 1_330_000,
    frozen: 0,
    commission: 0,
    feeHeld: 0,
    fee: 970_000,
  })
  await expectBooksAgree(server)
})
