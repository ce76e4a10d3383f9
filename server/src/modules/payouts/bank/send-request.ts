import { RetryLater } from '../../../jobs/registry.ts'
import type { Services } from '../../../services.ts'
import { BankRequestModel, type BankRequest } from '../models/bank-request.ts'
import { readAnswer, readError, type BankAnswer } from './answers.ts'
import { applyAnswer } from './apply-answer.ts'
import { patienceWith } from './patience.ts'
import { perform } from './perform.ts'
import type { RequestPayload } from './record-request.ts'

/** Sends a request under its id and reads what came of it. */
export async function ask(services: Services, request: BankRequest): Promise<BankAnswer> {
  try {
    return readAnswer(await perform(services, request))
  } catch (error) {
    const answer = readError(error)
    if (answer.state === 'not-sent') {
      services.logger.warn(
        { err: error, requestId: request._id, kind: request.kind },
        'the bank did not take a request',
      )
    }
    return answer
  }
}

/**
 * Due: sends a recorded request. After a crash between sending and the answer it is sent again under the same
 * id, which the bank knows as the same order. A bank that is not there is asked again until it is.
 */
export async function sendRequest(services: Services, { requestId }: RequestPayload): Promise<void> {
  const request = await BankRequestModel.findById(requestId).lean<BankRequest>()
  if (request?.state !== 'recorded') return
  const answer = await ask(services, request)
  if (answer.state === 'not-sent') throw new RetryLater(patienceWith(services, request))
  await applyAnswer(services, requestId, answer)
}
