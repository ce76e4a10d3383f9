import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyRate,
  dayOf,
  fen,
  formatDayRange,
  formatTime,
  formatYuan,
  monthOf,
  monthRange,
  parseYuan,
  plainYuan,
  termEnd,
} from '../src/index.ts'

describe('money', () => {
  it('reads plain yuan and nothing else', () => {
    expect(parseYuan('1234.5')).toBe(123450)
    expect(parseYuan(' 0.01 ')).toBe(1)
    for (const bad of [
      '0',
      '-1',
      '1.234',
      '1,000',
      '一百',
      '1e3',
      '',
      '.5',
      '1.',
      '+1',
      '￥1',
      'NaN',
      '9999999999999',
    ])
      expect(parseYuan(bad), bad).toBeNull()
  })

  it('writes what it reads', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999_999 }),
        (amount) => parseYuan(plainYuan(amount)) === amount,
      ),
    )
    expect(formatYuan(123456789)).toBe('￥1,234,567.89')
    expect(formatYuan(-5)).toBe('-￥0.05')
    expect(formatYuan(100_000)).toBe('￥1,000.00')
  })

  it('rounds a fee half up to the fen', () => {
    expect(applyRate(fen(10_000_000), 1000)).toBe(1_000_000)
    expect(applyRate(fen(5), 1000)).toBe(1)
    expect(applyRate(fen(4), 1000)).toBe(0)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (amount, rate) => {
          const exact = (amount / 10_000) * rate
          expect(Math.abs(applyRate(fen(amount), rate) - exact)).toBeLessThanOrEqual(0.51)
        },
      ),
    )
  })

  it('refuses fractions of a fen', () => {
    expect(() => fen(1.5)).toThrow(RangeError)
    expect(() => fen(Number.NaN)).toThrow(RangeError)
  })
})

describe('days are counted in Shanghai', () => {
  it('begins a day at 16:00 UTC', () => {
    expect(dayOf('2026-11-21T15:59:59Z')).toBe('2026-11-21')
    expect(dayOf('2026-11-21T16:00:00Z')).toBe('2026-11-22')
    expect(monthOf('2026-11-30T16:00:00Z')).toBe('2026-12')
  })

  it('gives a month as a half-open range', () => {
    const { from, to } = monthRange('2026-02')
    expect([from.toISOString(), to.toISOString()]).toEqual([
      '2026-01-31T16:00:00.000Z',
      '2026-02-28T16:00:00.000Z',
    ])
  })

  it('ends a term on the day before its anniversary', () => {
    expect(termEnd('2026-11-22', 1)).toBe('2027-11-21')
    expect(termEnd('2028-02-29', 1)).toBe('2029-02-27')
  })

  it('speaks of today, yesterday and other days', () => {
    const now = '2026-11-22T06:00:00Z'
    expect(formatTime('2026-11-22T06:20:00Z', now)).toBe('今天 14:20')
    expect(formatTime('2026-11-21T06:20:00Z', now)).toBe('昨天 14:20')
    expect(formatTime('2026-11-03T06:20:00Z', now)).toBe('11月3日 14:20')
    expect(formatTime('2025-11-03T06:20:00Z', now)).toBe('2025年11月3日')
    expect(formatDayRange('2020-11-03', '2020-11-09')).toBe('2020年11月3日至2020年11月9日')
    expect(formatDayRange('2026-11-22', '2028-11-21')).toBe('2026年11月22日至2028年11月21日')
  })
})
