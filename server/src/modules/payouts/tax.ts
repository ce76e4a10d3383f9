import { applyRate, fen, type BasisPoints, type Fen } from '@linggong/shared/money'

/** A version of the withholding rule, in force from its first day (Asia/Shanghai) until the next one begins. */
interface WithholdingRule {
  from: string
  /** Part of the commission that is withheld. */
  rate: BasisPoints
}

/** Every version, oldest first. */
export const withholdingRules: WithholdingRule[] = [{ from: '2020-01-01', rate: 0 }]

/**
 * Tax to withhold from a commission, both in fen, by the rule in force on the day of the payment.
 * @param day YYYY-MM-DD in Asia/Shanghai
 */
export function taxFor(commission: Fen, day: string): Fen {
  const rule = withholdingRules.findLast(({ from }) => from <= day)
  return rule ? applyRate(commission, rule.rate) : fen(0)
}
