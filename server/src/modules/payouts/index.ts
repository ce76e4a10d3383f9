import type { Module } from '../../module.ts'
import { queryRequest } from './bank/query-request.ts'
import { queryDue, sendDue } from './bank/record-request.ts'
import { sendRequest } from './bank/send-request.ts'
import { receiveNotice } from './callback.ts'
import { discardDue, discardIdleBatch } from './commands/discard-batch.ts'
import { startFeeBack } from './commands/fee-back.ts'
import { finishDoneBatches } from './commands/finish-batch.ts'
import { dispatchDue, recordAttempts } from './commands/record-attempts.ts'
import { startDue, startScheduled } from './commands/schedule-batch.ts'
import { fundDue, startFunding } from './commands/start-funding.ts'
import { validateDue, validateRows } from './commands/validate-rows.ts'
import { feeBackDue } from './effects/pay.ts'
import { findReturned } from './jobs/find-returned.ts'
import { routes } from './routes.ts'

export const payoutsModule: Module = {
  name: 'payouts',
  routes,
  register({ jobs }) {
    jobs.onDue(validateDue, validateRows)
    jobs.onDue(startDue, startScheduled)
    jobs.onDue(fundDue, startFunding)
    jobs.onDue(dispatchDue, recordAttempts)
    jobs.onDue(sendDue, sendRequest)
    jobs.onDue(queryDue, queryRequest)
    jobs.onDue(feeBackDue, startFeeBack)
    jobs.onDue(discardDue, discardIdleBatch)
    jobs.recurring('payouts.finish-done-batches', '1 minute', finishDoneBatches)
    jobs.recurring('payouts.find-returned', '30 minutes', findReturned)
  },
  mount(router, services) {
    router.post('/bank/callback', (ctx) => receiveNotice(services, ctx))
  },
}
