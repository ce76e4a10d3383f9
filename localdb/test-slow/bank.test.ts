import { expect, it } from 'vitest'
import { balancesAfter, bankDay, bankTotal } from '../test/support/bank.ts'

it('keeps every acknowledged transfer and the total over 12 kills of clients and 12 of the engine', async () => {
  const day = await bankDay(12, 3000)
  expect(day.complaints).toEqual([])
  const stored = new Set(day.transfers.map(({ _id }) => _id))
  expect(day.acknowledged.length).toBeGreaterThan(1000)
  expect(day.acknowledged.filter((id) => !stored.has(id))).toEqual([])
  expect(day.balances).toEqual(balancesAfter(day.transfers))
  expect(day.balances.reduce((sum, balance) => sum + balance, 0)).toBe(bankTotal)
  expect(day.verified).toMatchObject({ code: 0, stderr: '' })
  console.log(`bank: ${day.acknowledged.length} acknowledged transfers, ${day.transfers.length} stored`)
})
