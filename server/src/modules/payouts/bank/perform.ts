import type { BankOrder } from '../../../gateways/bank/port.ts'
import type { Services } from '../../../services.ts'
import type { Place } from '../../ledger/public.ts'
import { payeeField, type BankRequest, type RequestKind } from '../models/bank-request.ts'

/** Who is paid, as it lies encrypted on the request. */
export interface Payee {
  name: string
  cardNumber: string
  /** At most 32 characters. */
  remark: string
}

type Perform = (services: Services, request: BankRequest) => Promise<BankOrder>

function placeOf(request: BankRequest): Place {
  if (!request.place) throw new Error(`request ${request._id} has no place`)
  return request.place
}

function subjectOf(request: BankRequest): string {
  if (!request.subjectId) throw new Error(`request ${request._id} has no subject`)
  return request.subjectId
}

const toProvider =
  (purpose: string): Perform =>
  ({ gateways }, request) => {
    const { subAccountNo, providerAccountNo } = placeOf(request)
    return gateways.bank.transfer({
      requestId: request._id,
      from: subAccountNo,
      to: providerAccountNo,
      amountFen: request.amount,
      purpose,
    })
  }

const toSubLedger =
  (purpose: string): Perform =>
  ({ gateways }, request) => {
    const { subAccountNo, providerAccountNo } = placeOf(request)
    return gateways.bank.transfer({
      requestId: request._id,
      from: providerAccountNo,
      to: subAccountNo,
      amountFen: request.amount,
      purpose,
    })
  }

const toCard: Perform = ({ gateways, vault }, request) => {
  if (!request.payee) throw new Error(`request ${request._id} has no payee`)
  const payee = JSON.parse(vault.decryptField(payeeField, request.payee)) as Payee
  const { _id: requestId, amount: amountFen } = request
  return gateways.bank.payToCard({ requestId, from: placeOf(request).providerAccountNo, amountFen, ...payee })
}

const toOutside =
  (purpose: 'fee' | 'tax'): Perform =>
  ({ gateways }, request) => {
    if (!request.accountNo) throw new Error(`request ${request._id} has no account`)
    return gateways.bank.payOut({
      requestId: request._id,
      from: request.accountNo,
      amountFen: request.amount,
      purpose,
    })
  }

const operations: Record<RequestKind, Perform> = {
  pay: toCard,
  reissue: toCard,
  'fund-commission': toProvider('佣金划转'),
  'fund-fee': toProvider('服务费划转'),
  'commission-back': toSubLedger('付款失败佣金退回'),
  'fee-back': toSubLedger('付款失败服务费退回'),
  'give-up-back': toSubLedger('放弃补发退回'),
  refund: ({ gateways }, request) =>
    gateways.bank.refundToBound({
      requestId: request._id,
      accountNo: placeOf(request).subAccountNo,
      amountFen: request.amount,
    }),
  'send-back': ({ gateways }, request) =>
    gateways.bank.sendBackIncoming({ requestId: request._id, noticeId: subjectOf(request) }),
  'withdraw-fee': toOutside('fee'),
  'withdraw-tax': toOutside('tax'),
}

/**
 * Asks the bank to do what a request says, under its id: asking again with the same id is the same order.
 * @throws GatewayError
 */
export function perform(services: Services, request: BankRequest): Promise<BankOrder> {
  return operations[request.kind](services, request)
}
