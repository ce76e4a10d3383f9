import { dayOf } from '@linggong/shared/time'
import type { Services } from '../../../services.ts'
import { applyAnswer } from '../bank/apply-answer.ts'
import { readAnswer } from '../bank/answers.ts'
import { BankRequestModel, type BankRequest } from '../models/bank-request.ts'
import { payoutRules } from '../rules.ts'

const dayMs = 24 * 60 * 60_000

async function recentAccounts(since: Date): Promise<string[]> {
  const rows = await BankRequestModel.aggregate<{ _id: string }>([
    { $match: { kind: { $in: ['pay', 'reissue'] }, state: 'succeeded', endedAt: { $gte: since } } },
    { $group: { _id: '$place.providerAccountNo' } },
  ])
  return rows.map(({ _id }) => _id)
}

async function checkReturned(services: Services, requestId: string): Promise<void> {
  const request = await BankRequestModel.findById(requestId).lean<BankRequest>()
  if (request?.state !== 'succeeded' || request.returnedAt) return
  const answer = readAnswer(await services.gateways.bank.query(requestId))
  if (answer.state === 'returned') await applyAnswer(services, requestId, answer)
}

/**
 * Recurring: finds payments that came back although no notice of it arrived, in the bank's statements of
 * yesterday and today: money into the provider's account under the request of a successful payment.
 */
export async function findReturned(services: Services): Promise<void> {
  const now = services.clock.now()
  const accounts = await recentAccounts(new Date(now.getTime() - payoutRules.returnWindowMs))
  for (const accountNo of accounts) {
    for (const at of [new Date(now.getTime() - dayMs), now]) {
      const rows = await services.gateways.bank.statement(dayOf(at), accountNo)
      const incoming = rows.filter(({ amountFen, requestId }) => amountFen > 0 && requestId !== '')
      for (const { requestId } of incoming) await checkReturned(services, requestId)
    }
  }
}
