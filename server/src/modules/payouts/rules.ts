/** Rules of payouts as data: limits, delays and windows. Money in fen, times in ms. */
export const payoutRules = {
  /** Largest single payment. */
  maxPayment: 50_000_000,
  /** The fee of a failed payment goes back this long after the failure (product.md E7). */
  feeBackAfterMs: 30 * 60_000,
  /** Earned fees and held tax of a payment may leave the provider's account this long after it was paid. */
  returnWindowMs: 10 * 24 * 60 * 60_000,
  /** A batch that nobody confirms is discarded this long after its last change. */
  discardAfterMs: 7 * 24 * 60 * 60_000,
  /** A batch may be scheduled this far ahead. */
  maxScheduleMs: 30 * 24 * 60 * 60_000,
  /** Payments of one assignment; a payout file always pays the first. */
  paymentIndex: 1,
  /** Rows checked, or attempts recorded, in one transaction. */
  chunk: 100,
  /** Look-ups of one job at the same time. */
  parallel: 8,
} as const
