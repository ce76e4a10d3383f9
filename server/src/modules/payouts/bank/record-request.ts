import type { CommandContext } from '../../../command.ts'
import { BankRequestModel, payeeField, type BankRequest } from '../models/bank-request.ts'
import { requestId } from '../numbers.ts'
import type { Payee } from './perform.ts'

/** A request to be recorded; what is left out is null. `payee` is encrypted here. */
export type NewRequest = Pick<BankRequest, 'kind' | 'series' | 'providerId' | 'amount'> &
  Partial<
    Pick<
      BankRequest,
      | 'attempt'
      | 'enterpriseId'
      | 'place'
      | 'batchId'
      | 'itemId'
      | 'subjectId'
      | 'accountNo'
      | 'bankName'
      | 'cardTail'
    >
  > & { payee?: Payee }

export const sendDue = 'bank.send'
export const queryDue = 'bank.query'

/** Due rows' payload of both kinds. */
export interface RequestPayload {
  requestId: string
}

/**
 * Records requests to the bank in the command's transaction and has them sent from `dueAt` on. The bank learns
 * of them after the commit only.
 * @returns their request ids
 */
export async function recordRequests(
  c: CommandContext,
  requests: readonly NewRequest[],
  dueAt: Date = c.now,
): Promise<string[]> {
  const rows = requests.map(({ payee, attempt = 1, ...rest }) => ({
    _id: requestId(rest.series, attempt),
    attempt,
    ...rest,
    payee: payee ? c.services.vault.encryptField(payeeField, JSON.stringify(payee)) : null,
  }))
  await BankRequestModel.insertMany(rows, { session: c.session })
  for (const { _id } of rows) {
    c.due({ kind: sendDue, key: _id, dueAt, payload: { requestId: _id } satisfies RequestPayload })
  }
  return rows.map(({ _id }) => _id)
}

export async function recordRequest(c: CommandContext, request: NewRequest, dueAt?: Date): Promise<string> {
  const [id] = await recordRequests(c, [request], dueAt)
  if (!id) throw new Error('the request was not recorded')
  return id
}

const firstPauseMs = 60_000
const longestPauseMs = 60 * 60_000

/**
 * A move of money that must happen was refused for certain: it is asked for again under the next id, later and
 * later. Somebody should look at it meanwhile.
 */
export async function recordAgain(c: CommandContext, refused: BankRequest): Promise<void> {
  const {
    kind,
    series,
    attempt,
    enterpriseId,
    providerId,
    place,
    batchId,
    itemId,
    subjectId,
    accountNo,
    amount,
  } = refused
  const pauseMs = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs)
  c.services.logger.error(
    { requestId: refused._id, kind, failCode: refused.failCode },
    'the bank refused a move that must happen',
  )
  await recordRequest(
    c,
    {
      kind,
      series,
      attempt: attempt + 1,
      enterpriseId,
      providerId,
      place,
      batchId,
      itemId,
      subjectId,
      accountNo,
      amount,
    },
    new Date(c.now.getTime() + pauseMs),
  )
}
