import { attemptMachine } from '@linggong/shared/states/payout'
import type { HydratedDocument } from 'mongoose'
import { systemActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { finishBatchIfDone } from '../commands/finish-batch.ts'
import { effects } from '../effects/index.ts'
import { BankRequestModel, openRequestStates, type BankRequest } from '../models/bank-request.ts'
import { SeenNoticeModel } from '../models/bank-notice.ts'
import { serially } from '../serially.ts'
import type { BankAnswer } from './answers.ts'
import { queryDue, type RequestPayload } from './record-request.ts'

type RequestDocument = HydratedDocument<BankRequest>

/** A notice that brought an answer: its effect and its id are committed together. */
export interface NoticeMark {
  noticeId: string
  kind: string
}

const askAgainMs = 60_000

function askLater(c: CommandContext, request: RequestDocument, afterMs: number): void {
  c.due({
    kind: queryDue,
    key: request._id,
    dueAt: new Date(c.now.getTime() + afterMs),
    payload: { requestId: request._id } satisfies RequestPayload,
  })
}

function change(
  c: CommandContext,
  request: RequestDocument,
  event: 'send' | 'lose-answer' | 'query' | 'succeed' | 'fail',
): Promise<void> {
  return transition(BankRequestModel, request, attemptMachine, event, c, { after: { kind: request.kind } })
}

async function succeed(
  c: CommandContext,
  request: RequestDocument,
  bankSerial: string | null,
): Promise<void> {
  if (request.state === 'recorded') await change(c, request, 'send')
  request.set({ bankSerial, endedAt: c.now })
  await change(c, request, 'succeed')
  await effects[request.kind].succeeded(c, request)
}

async function fail(
  c: CommandContext,
  request: RequestDocument,
  answer: BankAnswer & { state: 'failed' },
): Promise<void> {
  if (request.state === 'recorded') await change(c, request, 'send')
  request.set({
    bankSerial: answer.bankSerial,
    failCode: answer.code,
    failReason: answer.reason,
    endedAt: c.now,
  })
  await change(c, request, 'fail')
  await effects[request.kind].failed(c, request, answer.reason)
}

/** The bank gives a successful payment back; success is applied first when its notice is still on the way. */
async function giveBack(
  c: CommandContext,
  request: RequestDocument,
  answer: BankAnswer & { state: 'returned' },
): Promise<void> {
  if (openRequestStates.includes(request.state)) await succeed(c, request, answer.bankSerial)
  if (request.state !== 'succeeded' || request.returnedAt) return
  const { returned } = effects[request.kind]
  if (!returned) throw new Error(`a request of kind ${request.kind} cannot be returned`)
  request.set({ returnedAt: c.now })
  await request.save({ session: c.session })
  await returned(c, request, answer.reason)
}

async function apply(c: CommandContext, request: RequestDocument, answer: BankAnswer): Promise<void> {
  const open = openRequestStates.includes(request.state)
  switch (answer.state) {
    case 'accepted':
      if (request.state !== 'recorded') return
      request.set({ bankSerial: answer.bankSerial })
      await change(c, request, 'send')
      await effects[request.kind].accepted?.(c, request)
      askLater(c, request, askAgainMs)
      return
    case 'unknown':
      if (!open || request.state === 'unknown') return
      await change(c, request, 'lose-answer')
      askLater(c, request, 0)
      return
    case 'succeeded':
      if (open) await succeed(c, request, answer.bankSerial)
      return
    case 'failed':
      if (open) await fail(c, request, answer)
      return
    case 'returned':
      await giveBack(c, request, answer)
      return
    case 'not-sent':
    case 'not-found':
      return
  }
}

/** An answer after the end that says otherwise: nothing moves, somebody must look at it. */
function reportContradiction(services: Services, request: BankRequest, answer: BankAnswer): void {
  const contradicts =
    (request.state === 'failed' && (answer.state === 'succeeded' || answer.state === 'returned')) ||
    (request.state === 'succeeded' && answer.state === 'failed')
  if (!contradicts) return
  services.logger.error(
    { requestId: request._id, known: request.state, told: answer.state },
    'the bank contradicts itself',
  )
}

async function isFirst(
  c: CommandContext,
  requestId: string,
  notice: NoticeMark | undefined,
): Promise<boolean> {
  if (!notice) return true
  const { noticeId, kind } = notice
  if (await SeenNoticeModel.exists({ _id: noticeId }).session(c.session)) return false
  await SeenNoticeModel.create([{ _id: noticeId, kind, requestId, at: c.now }], { session: c.session })
  return true
}

async function requestOf(requestId: string): Promise<BankRequest> {
  const request = await BankRequestModel.findById(requestId).lean<BankRequest>()
  if (!request) throw new Error(`no request ${requestId}`)
  return request
}

/**
 * Applies what the bank said of a request, once: late, repeated and out-of-order answers change nothing. With a
 * `notice`, its id is committed in the same transaction.
 */
export async function applyAnswer(
  services: Services,
  requestId: string,
  answer: BankAnswer,
  notice?: NoticeMark,
): Promise<void> {
  const { providerId } = await requestOf(requestId)
  const request = await serially(providerId, () =>
    runCommand(services, systemActor('bank'), async (c) => {
      const found = await BankRequestModel.findById(requestId).session(c.session)
      if (!found) throw new Error(`no request ${requestId}`)
      if (!(await isFirst(c, requestId, notice))) return found
      reportContradiction(services, found, answer)
      await apply(c, found, answer)
      return found
    }),
  )
  if (request.batchId && !openRequestStates.includes(request.state))
    await finishBatchIfDone(services, request.batchId)
}

/** Marks a request whose answer or result has not come as being asked for. */
export async function markQueried(services: Services, requestId: string): Promise<void> {
  await runCommand(services, systemActor('bank'), async (c) => {
    const request = await BankRequestModel.findById(requestId).session(c.session)
    if (request?.state === 'sent') await change(c, request, 'lose-answer')
    if (request?.state === 'unknown') await change(c, request, 'query')
  })
}
