import { expect, it } from 'vitest'
import { balancesAfter, bankDay, bankTotal } from './support/bank.ts'

it('keeps every acknowledged transfer of 64 clients and the total, over a kill of clients and one of the engine', async () => {
  const day = await bankDay(1, 500)
  expect(day.complaints).toEqual([])
  const stored = new Set(day.transfers.map(({ _id }) => _id))
  expect(day.acknowledged.length).toBeGreaterThan(50)
  expect(day.acknowledged.filter((id) => !stored.has(id))).toEqual([])
  expect(day.balances).toEqual(balancesAfter(day.transfers))
  expect(day.balances.reduce((sum, balance) => sum + balance, 0)).toBe(bankTotal)
  expect(day.verified).toMatchObject({ code: 0, stderr: '' })
})
