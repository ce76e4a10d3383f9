/**
 * SMS by event: the names of the positional parameters, in order. The texts themselves live with the operator's
 * approved templates; the number and order of parameters must agree with them.
 */
export const smsTemplates = {
  code: ['code', 'minutes'],
  'task-assigned': ['enterprise', 'title', 'link'],
  'task-cancelled': ['title'],
  'contract-to-sign': ['provider', 'link'],
  'contract-signed': ['provider'],
  'payout-sent': ['enterprise', 'amount'],
  'payout-paid': ['amount', 'cardTail'],
  'payout-failed': ['amount', 'reason'],
  'payout-returned': ['amount', 'link'],
  'review-result': ['subject', 'result'],
  'transfer-received': ['account', 'amount'],
  'batch-finished': ['batchNo', 'paid', 'failed'],
  'important-operation': ['operation', 'time'],
  'id-card-expiring': ['validTo', 'link'],
  'face-link': ['purpose', 'link'],
} as const satisfies Record<string, readonly string[]>

export type SmsTemplate = keyof typeof smsTemplates
