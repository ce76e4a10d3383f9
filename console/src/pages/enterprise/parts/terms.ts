import { formatYuan } from '@linggong/shared'

/** A rate of basis points as a person reads it: 1000 → 10%, 625 → 6.25%. */
export function rateText(basisPoints: number): string {
  return `${(basisPoints / 100).toFixed(2).replace(/\.?0+$/, '')}%`
}

/** The day of the month after which no invoice of the month is issued. */
export function cutoffText(day: number): string {
  return `每月 ${day} 日`
}

/** Smallest amount of an invoice in fen, in words. */
export function minimumInvoiceText(amount: number): string {
  return amount > 0 ? formatYuan(amount) : '不限'
}

/** From how many days before the cut-off a warning is shown. */
const warningDays = 5

/** The warning about an invoice cut-off that is near or past; null when there is time. */
export function cutoffWarning(daysToCutoff: number | null): string | null {
  if (daysToCutoff === null || daysToCutoff > warningDays) return null
  if (daysToCutoff < 0) return '本月开票截止日已过，现在发放的佣金要到下月才能开票'
  if (daysToCutoff === 0) return '今天是本月开票截止日，需要本月开票请在今天完成发放'
  return `距本月开票截止日还有 ${daysToCutoff} 天，需要本月开票请尽快发放`
}
