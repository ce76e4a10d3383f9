import type { Context } from 'koa'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { GatewayError } from '../../gateways/gateway-error.ts'
import type { BankNotice } from '../../gateways/bank/port.ts'
import { readRawBody } from '../../http/read-body.ts'
import { stateOf } from '../../http/state.ts'
import type { Services } from '../../services.ts'
import { applyAnswer } from './bank/apply-answer.ts'
import { readAnswer, type BankAnswer } from './bank/answers.ts'
import { queryDue, type RequestPayload } from './bank/record-request.ts'
import { receiveTransfer, type TransferNotice } from './funds/receive-transfer.ts'
import { BankRequestModel, type BankRequest } from './models/bank-request.ts'

type ResultNotice = Exclude<BankNotice, TransferNotice>

function answerOf(notice: ResultNotice): BankAnswer {
  if (notice.kind !== 'payment-returned') return readAnswer(notice)
  return { state: 'returned', bankSerial: notice.bankSerial, reason: notice.returnReason || '收款银行退回' }
}

/** The bank is asked itself when its notice does not fit what was asked of it. */
async function askInstead(services: Services, requestId: string): Promise<void> {
  await runCommand(services, systemActor('bank'), async (c) => {
    c.due({
      kind: queryDue,
      key: requestId,
      dueAt: c.now,
      payload: { requestId } satisfies RequestPayload,
      replace: true,
    })
  })
}

async function applyResult(services: Services, notice: ResultNotice): Promise<void> {
  const { requestId, noticeId, kind } = notice
  const request = await BankRequestModel.findById(requestId).lean<BankRequest>()
  if (!request) {
    services.logger.error({ requestId, noticeId, kind }, 'the bank told of a request that was never made')
    return
  }
  if (request.amount !== notice.amountFen) {
    services.logger.error({ requestId, noticeId, kind }, 'the bank told of another amount than was asked for')
    await askInstead(services, requestId)
    return
  }
  await applyAnswer(services, requestId, answerOf(notice), { noticeId, kind })
}

/**
 * POST /bank/callback: a notice of the bank. It is answered as received only after its effect is committed;
 * whatever the bank is not told to have been received it sends again. Twice, late or out of order does no harm.
 */
export async function receiveNotice(services: Services, ctx: Context): Promise<void> {
  stateOf(ctx).pattern = '/bank/callback'
  const raw = await readRawBody(ctx)
  let notice: BankNotice
  try {
    notice = services.gateways.bank.parseCallback(ctx.headers, raw)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    services.logger.warn({ reason: error.code }, 'a forged or broken bank notice was refused')
    ctx.status = 401
    ctx.body = { received: false }
    return
  }
  if (notice.kind === 'incoming-transfer') await receiveTransfer(services, notice)
  else await applyResult(services, notice)
  ctx.status = 200
  ctx.body = { received: true }
}
