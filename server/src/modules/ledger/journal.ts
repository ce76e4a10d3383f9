import { accounts } from './accounts.ts'
import { assertSound, canonicalLines, type Entry, type EntryLinks } from './entry.ts'

/** Between whom money moves: the engagement's sub-ledger and the provider, with their accounts at the bank. */
export interface Place {
  engagementId: string
  providerId: string
  /** The sub-ledger's account number at the bank. */
  subAccountNo: string
  /** The provider's own account number at the bank. */
  providerAccountNo: string
}

/** One payment: commission c, its fee f and the tax t withheld from it, in fen. The worker receives c − t. */
export interface PaymentAmounts {
  itemId: string
  commission: number
  fee: number
  tax: number
}

type Amounts = Record<string, number>

function entry(reason: JournalEvent, key: string, amounts: Amounts, links: EntryLinks): Entry {
  const id = `${reason}:${key}`
  const lines = canonicalLines(Object.entries(amounts).map(([account, amount]) => ({ account, amount })))
  assertSound({ id, lines })
  return { id, reason, lines, links }
}

/** The events of the journal with the words that a statement of the sub-ledger shows. */
export const journalEvents = {
  'transfer-recognised': '来账入账',
  'transfer-unclaimed': '来账待认领',
  'transfer-claimed': '来账认领入账',
  'transfer-sent-back': '来账退回',
  'batch-confirmed': '发佣确认，冻结佣金与服务费',
  'batch-cancelled': '发佣取消，解除冻结',
  'funding-refused': '划款未成功，解除冻结',
  'item-removed': '移除付款，解除冻结',
  'commission-moved': '佣金划至服务商',
  'fee-moved': '服务费划至服务商',
  'attempt-recorded': '付款登记',
  'attempt-paid': '付款成功',
  'attempt-failed': '付款失败',
  'commission-back': '付款失败，佣金退回',
  'fee-due-back': '付款失败，服务费待退回',
  'fee-back': '付款失败，服务费退回',
  'payment-returned': '银行退汇',
  'reissue-recorded': '补发登记',
  'reissue-paid': '补发成功',
  'reissue-failed': '补发失败',
  'given-up': '放弃补发',
  'given-up-back': '放弃补发，佣金与服务费退回',
  'refund-requested': '余额退款',
  'refund-done': '余额退款到账',
  'refund-failed': '余额退款未成功，款项返还',
  'fee-withdrawn': '服务费提取',
  'fee-withdrawal-failed': '服务费提取未成功',
  'tax-remitted': '税款缴纳',
  'tax-remittance-failed': '税款缴纳未成功',
} as const

export type JournalEvent = keyof typeof journalEvents

type Release = 'batch-cancelled' | 'funding-refused' | 'item-removed'

/** The journal of domain.md: each event as a function from amounts (fen) to an entry that sums to zero. */
export const journal = {
  transferRecognised: (place: Place, transferId: string, amount: number, reference: string) =>
    entry(
      'transfer-recognised',
      transferId,
      { [accounts.bank(place.subAccountNo)]: -amount, [accounts.available(place.engagementId)]: amount },
      { transferId, reference },
    ),

  transferUnclaimed: (place: Place, transferId: string, amount: number, reference: string) =>
    entry(
      'transfer-unclaimed',
      transferId,
      { [accounts.bank(place.subAccountNo)]: -amount, [accounts.unclaimed(transferId)]: amount },
      { transferId, reference },
    ),

  transferClaimed: (place: Place, transferId: string, amount: number, reference: string) =>
    entry(
      'transfer-claimed',
      transferId,
      { [accounts.unclaimed(transferId)]: -amount, [accounts.available(place.engagementId)]: amount },
      { transferId, reference },
    ),

  transferSentBack: (place: Place, transferId: string, amount: number, reference: string) =>
    entry(
      'transfer-sent-back',
      transferId,
      { [accounts.unclaimed(transferId)]: -amount, [accounts.bank(place.subAccountNo)]: amount },
      { transferId, reference },
    ),

  batchConfirmed: (place: Place, batchId: string, commission: number, fee: number, reference: string) =>
    entry(
      'batch-confirmed',
      batchId,
      {
        [accounts.available(place.engagementId)]: -(commission + fee),
        [accounts.frozen(place.engagementId)]: commission + fee,
      },
      { batchId, reference },
    ),

  /** Cancelled, refused, removed or blocked for good: what was frozen is available again. `key` names what ended. */
  released: (
    place: Place,
    reason: Release,
    key: string,
    commission: number,
    fee: number,
    links: EntryLinks,
  ) =>
    entry(
      reason,
      key,
      {
        [accounts.frozen(place.engagementId)]: -(commission + fee),
        [accounts.available(place.engagementId)]: commission + fee,
      },
      links,
    ),

  commissionMoved: (place: Place, fundingId: string, amount: number, links: EntryLinks) =>
    entry(
      'commission-moved',
      fundingId,
      {
        [accounts.frozen(place.engagementId)]: -amount,
        [accounts.commission(place.providerId)]: amount,
        [accounts.bank(place.providerAccountNo)]: -amount,
        [accounts.bank(place.subAccountNo)]: amount,
      },
      links,
    ),

  feeMoved: (place: Place, fundingId: string, amount: number, links: EntryLinks) =>
    entry(
      'fee-moved',
      fundingId,
      {
        [accounts.frozen(place.engagementId)]: -amount,
        [accounts.feeHeld(place.providerId)]: amount,
        [accounts.bank(place.providerAccountNo)]: -amount,
        [accounts.bank(place.subAccountNo)]: amount,
      },
      links,
    ),

  attemptRecorded: (
    place: Place,
    attemptId: string,
    { itemId, commission, tax }: PaymentAmounts,
    links: EntryLinks,
  ) =>
    entry(
      'attempt-recorded',
      attemptId,
      {
        [accounts.commission(place.providerId)]: -commission,
        [accounts.transit(itemId)]: commission - tax,
        [accounts.taxHeld(place.providerId)]: tax,
      },
      { ...links, itemId, attemptId },
    ),

  attemptPaid: (
    place: Place,
    attemptId: string,
    { itemId, commission, fee, tax }: PaymentAmounts,
    links: EntryLinks,
  ) =>
    entry(
      'attempt-paid',
      attemptId,
      {
        [accounts.transit(itemId)]: -(commission - tax),
        [accounts.bank(place.providerAccountNo)]: commission - tax,
        [accounts.feeHeld(place.providerId)]: -fee,
        [accounts.fee(place.providerId)]: fee,
        [accounts.taxHeld(place.providerId)]: -tax,
        [accounts.tax(place.providerId)]: tax,
      },
      { ...links, itemId, attemptId },
    ),

  attemptFailed: (
    place: Place,
    attemptId: string,
    { itemId, commission, tax }: PaymentAmounts,
    links: EntryLinks,
  ) =>
    entry(
      'attempt-failed',
      attemptId,
      {
        [accounts.transit(itemId)]: -(commission - tax),
        [accounts.taxHeld(place.providerId)]: -tax,
        [accounts.back(itemId)]: commission,
      },
      { ...links, itemId, attemptId },
    ),

  commissionBack: (place: Place, itemId: string, commission: number, links: EntryLinks) =>
    entry('commission-back', itemId, movedBack(place, itemId, commission), { ...links, itemId }),

  feeDueBack: (place: Place, itemId: string, fee: number, links: EntryLinks) =>
    entry(
      'fee-due-back',
      itemId,
      { [accounts.feeHeld(place.providerId)]: -fee, [accounts.back(itemId)]: fee },
      { ...links, itemId },
    ),

  feeBack: (place: Place, itemId: string, fee: number, links: EntryLinks) =>
    entry('fee-back', itemId, movedBack(place, itemId, fee), { ...links, itemId }),

  paymentReturned: (
    place: Place,
    attemptId: string,
    { itemId, commission, tax }: PaymentAmounts,
    links: EntryLinks,
  ) =>
    entry(
      'payment-returned',
      attemptId,
      {
        [accounts.bank(place.providerAccountNo)]: -(commission - tax),
        [accounts.returned(itemId)]: commission - tax,
      },
      { ...links, itemId, attemptId },
    ),

  reissueRecorded: (
    _place: Place,
    attemptId: string,
    { itemId, commission, tax }: PaymentAmounts,
    links: EntryLinks,
  ) =>
    entry(
      'reissue-recorded',
      attemptId,
      { [accounts.returned(itemId)]: -(commission - tax), [accounts.transit(itemId)]: commission - tax },
      { ...links, itemId, attemptId },
    ),

  reissuePaid: (
    place: Place,
    attemptId: string,
    { itemId, commission, tax }: PaymentAmounts,
    links: EntryLinks,
  ) =>
    entry(
      'reissue-paid',
      attemptId,
      {
        [accounts.transit(itemId)]: -(commission - tax),
        [accounts.bank(place.providerAccountNo)]: commission - tax,
      },
      { ...links, itemId, attemptId },
    ),

  reissueFailed: (
    _place: Place,
    attemptId: string,
    { itemId, commission, tax }: PaymentAmounts,
    links: EntryLinks,
  ) =>
    entry(
      'reissue-failed',
      attemptId,
      { [accounts.transit(itemId)]: -(commission - tax), [accounts.returned(itemId)]: commission - tax },
      { ...links, itemId, attemptId },
    ),

  givenUp: (place: Place, { itemId, commission, fee, tax }: PaymentAmounts, links: EntryLinks) =>
    entry(
      'given-up',
      itemId,
      {
        [accounts.returned(itemId)]: -(commission - tax),
        [accounts.tax(place.providerId)]: -tax,
        [accounts.fee(place.providerId)]: -fee,
        [accounts.back(itemId)]: commission + fee,
      },
      { ...links, itemId },
    ),

  givenUpBack: (place: Place, itemId: string, amount: number, links: EntryLinks) =>
    entry('given-up-back', itemId, movedBack(place, itemId, amount), { ...links, itemId }),

  refundRequested: (place: Place, refundId: string, amount: number, reference: string) =>
    entry(
      'refund-requested',
      refundId,
      { [accounts.available(place.engagementId)]: -amount, [accounts.refund(refundId)]: amount },
      { refundId, reference },
    ),

  refundDone: (place: Place, refundId: string, amount: number, reference: string) =>
    entry(
      'refund-done',
      refundId,
      { [accounts.refund(refundId)]: -amount, [accounts.bank(place.subAccountNo)]: amount },
      { refundId, reference },
    ),

  refundFailed: (place: Place, refundId: string, amount: number, reference: string) =>
    entry(
      'refund-failed',
      refundId,
      { [accounts.refund(refundId)]: -amount, [accounts.available(place.engagementId)]: amount },
      { refundId, reference },
    ),

  /** Posted when it is asked for, so that nothing is withdrawn twice; a refusal of the bank is posted against it. */
  withdrawn: (provider: ProviderPlace, kind: 'fee' | 'tax', withdrawalId: string, amount: number) =>
    entry(
      kind === 'fee' ? 'fee-withdrawn' : 'tax-remitted',
      withdrawalId,
      { [accounts[kind](provider.providerId)]: -amount, [accounts.bank(provider.providerAccountNo)]: amount },
      { reference: withdrawalId },
    ),

  withdrawalFailed: (provider: ProviderPlace, kind: 'fee' | 'tax', withdrawalId: string, amount: number) =>
    entry(
      kind === 'fee' ? 'fee-withdrawal-failed' : 'tax-remittance-failed',
      withdrawalId,
      { [accounts[kind](provider.providerId)]: amount, [accounts.bank(provider.providerAccountNo)]: -amount },
      { reference: withdrawalId },
    ),
} as const

type ProviderPlace = Pick<Place, 'providerId' | 'providerAccountNo'>

/** Money on its way back to the enterprise that the bank has moved from the provider's account. */
function movedBack(place: Place, itemId: string, amount: number): Amounts {
  return {
    [accounts.back(itemId)]: -amount,
    [accounts.available(place.engagementId)]: amount,
    [accounts.bank(place.providerAccountNo)]: amount,
    [accounts.bank(place.subAccountNo)]: -amount,
  }
}
