import { RetryLater } from '../../../jobs/registry.ts'
import type { Services } from '../../../services.ts'
import { BankRequestModel, openRequestStates, type BankRequest } from '../models/bank-request.ts'
import { readAnswer, readError, type BankAnswer } from './answers.ts'
import { applyAnswer, markQueried } from './apply-answer.ts'
import { patienceWith } from './patience.ts'
import type { RequestPayload } from './record-request.ts'
import { ask } from './send-request.ts'

async function query(services: Services, requestId: string): Promise<BankAnswer> {
  try {
    return readAnswer(await services.gateways.bank.query(requestId))
  } catch (error) {
    readError(error)
    return { state: 'unknown' }
  }
}

/**
 * Due: asks the bank what became of a request whose answer is missing. A request the bank does not know is
 * sent again under its own id; a new id is never made here.
 */
export async function queryRequest(services: Services, { requestId }: RequestPayload): Promise<void> {
  const request = await BankRequestModel.findById(requestId).lean<BankRequest>()
  if (!request || request.state === 'recorded' || !openRequestStates.includes(request.state)) return
  await markQueried(services, requestId)
  const found = await query(services, requestId)
  const answer = found.state === 'not-found' ? await ask(services, request) : found
  await applyAnswer(services, requestId, answer)

  const after = await BankRequestModel.findById(requestId).lean<BankRequest>()
  if (after && openRequestStates.includes(after.state)) throw new RetryLater(patienceWith(services, after))
}
