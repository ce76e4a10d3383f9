import { describe, expect, it } from 'vitest'
import { cutoffWarning, minimumInvoiceText, rateText } from './terms'

describe('The terms of a provider in words', () => {
  it('write a rate of basis points as a percentage without needless zeros', () => {
    expect([1000, 625, 680, 5, 0, 10_000].map(rateText)).toEqual([
      '10%',
      '6.25%',
      '6.8%',
      '0.05%',
      '0%',
      '100%',
    ])
  })

  it('warn from five days before the invoice cut-off on', () => {
    expect(cutoffWarning(null)).toBeNull()
    expect(cutoffWarning(6)).toBeNull()
    expect(cutoffWarning(5)).toBe('距本月开票截止日还有 5 天，需要本月开票请尽快发放')
    expect(cutoffWarning(0)).toBe('今天是本月开票截止日，需要本月开票请在今天完成发放')
    expect(cutoffWarning(-2)).toBe('本月开票截止日已过，现在发放的佣金要到下月才能开票')
  })

  it('say that there is no smallest invoice when it is zero', () => {
    expect(minimumInvoiceText(0)).toBe('不限')
    expect(minimumInvoiceText(100_000)).toBe('￥1,000.00')
  })
})
