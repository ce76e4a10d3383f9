import { describe, expect, test } from 'vitest'
import { pathOf, routeOf, safeReturn } from '@/routes'

describe('addresses of pages', () => {
  test('a message opens a payment by its id', () => {
    expect(pathOf('payment', { id: 'a b' })).toBe('pages/payment/index?id=a%20b')
  })
  test('an address keeps known parameters only, so no token stays in it', () => {
    expect(safeReturn('/pages/task/index?id=1&token=secret')).toBe('pages/task/index?id=1')
  })
  test('a page may be named without index', () => {
    expect(routeOf('/pages/income')).toBe('income')
  })
  test('the ways in are no page to return to', () => {
    expect(safeReturn('pages/login/index')).toBeNull()
    expect(safeReturn('pages/entry/index?scene=abcd')).toBeNull()
  })
})
