import { describe, expect, it } from 'vitest'
import { findDuplicates, type Payable } from './duplicates.ts'

const row = (at: number, payeeKey: string | null, orderNumber = ''): Payable => ({
  id: `r${at}`,
  row: at,
  payeeKey,
  orderNumber,
})

describe('rows of one file', () => {
  it('pay the same person twice for a task only with different order numbers', () => {
    const { payee, assignment } = findDuplicates([
      row(2, 'a'),
      row(3, 'a'),
      row(4, 'b', 'x'),
      row(5, 'b', 'y'),
      row(6, 'b', 'x'),
      row(7, 'b'),
    ])
    expect([...payee.keys()]).toEqual(['r3', 'r6', 'r7'])
    expect([...assignment.keys()]).toEqual(['r3', 'r5', 'r6', 'r7'])
    expect(payee.get('r6')).toBe('与第 4 行重复：同一人同一任务须填写不同的企业订单号')
  })

  it('use an order number once', () => {
    const { order } = findDuplicates([row(2, 'a', 'x'), row(3, 'b', 'x'), row(4, 'c', 'z')])
    expect([...order]).toEqual([['r3', '企业订单号与第 2 行重复']])
  })

  it('are no duplicates of rows whose payee or task is missing', () => {
    const found = findDuplicates([row(2, null), row(3, null)])
    expect(found.payee.size + found.order.size).toBe(0)
  })
})
