import type { RequestKind } from '../models/bank-request.ts'
import { commissionBack, feeBack, giveUpBack } from './back.ts'
import type { Effect } from './effect.ts'
import { fundCommission, fundFee } from './funding.ts'
import { refund, sendBack, withdrawFee, withdrawTax } from './funds.ts'
import { pay, reissue } from './pay.ts'

/** What each kind of request to the bank is for. */
export const effects: Record<RequestKind, Effect> = {
  pay,
  reissue,
  'fund-commission': fundCommission,
  'fund-fee': fundFee,
  'commission-back': commissionBack,
  'fee-back': feeBack,
  'give-up-back': giveUpBack,
  refund,
  'send-back': sendBack,
  'withdraw-fee': withdrawFee,
  'withdraw-tax': withdrawTax,
}
