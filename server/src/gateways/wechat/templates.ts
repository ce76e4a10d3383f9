/** The event's parameters by name (those of the SMS of the same event, without links). */
export type TemplateData = Readonly<Record<string, string>>

interface Template {
  /** Parameters that must be there. */
  params: readonly string[]
  fields(data: TemplateData): Record<string, string>
}

/** WeChat's limits per kind of field: thing 20 characters, phrase 5 Chinese characters. */
const thing = (text = ''): string => {
  const characters = [...text]
  return characters.length <= 20 ? text : `${characters.slice(0, 19).join('')}…`
}
/** `1234.50` or `1,234.50` in yuan → `1,234.50元`. */
const amount = (text = ''): string => `${text.replace(/[￥¥元\s]/g, '')}元`

/**
 * Messages by event: which named fields of the approved template carry what. The same fields are used for the
 * Official Account and for the mini-program; where the message leads is given apart.
 */
export const wechatTemplates = {
  'task-assigned': {
    params: ['enterprise', 'title'],
    fields: ({ title, enterprise }) => ({ thing1: thing(title), thing2: thing(enterprise) }),
  },
  'task-cancelled': {
    params: ['title'],
    fields: ({ title }) => ({ thing1: thing(title), phrase2: '已取消' }),
  },
  'contract-to-sign': {
    params: ['provider'],
    fields: ({ provider }) => ({ thing1: thing(provider), phrase2: '待签署' }),
  },
  'contract-signed': {
    params: ['provider'],
    fields: ({ provider }) => ({ thing1: thing(provider), phrase2: '已签署' }),
  },
  'payout-sent': {
    params: ['enterprise', 'amount'],
    fields: (data) => ({
      thing1: thing(data['enterprise']),
      amount2: amount(data['amount']),
      phrase3: '打款中',
    }),
  },
  'payout-paid': {
    params: ['amount', 'cardTail'],
    fields: (data) => ({
      amount1: amount(data['amount']),
      character_string2: data['cardTail'] ?? '',
      phrase3: '已到账',
    }),
  },
  'payout-failed': {
    params: ['amount', 'reason'],
    fields: (data) => ({ amount1: amount(data['amount']), thing2: thing(data['reason']), phrase3: '未成功' }),
  },
  'payout-returned': {
    params: ['amount'],
    fields: (data) => ({ amount1: amount(data['amount']), thing2: '请更新结算卡，之后可以补发' }),
  },
  'review-result': {
    params: ['subject', 'result'],
    fields: ({ subject, result }) => ({ thing1: thing(subject), thing2: thing(result) }),
  },
  'transfer-received': {
    params: ['account', 'amount'],
    fields: (data) => ({ thing1: thing(data['account']), amount2: amount(data['amount']) }),
  },
  'batch-finished': {
    params: ['batchNo', 'paid', 'failed'],
    fields: (data) => ({
      character_string1: data['batchNo'] ?? '',
      number2: data['paid'] ?? '',
      number3: data['failed'] ?? '',
    }),
  },
  'important-operation': {
    params: ['operation', 'time'],
    fields: ({ operation, time }) => ({ thing1: thing(operation), time2: time ?? '' }),
  },
  'id-card-expiring': {
    params: ['validTo'],
    fields: ({ validTo }) => ({ thing1: '居民身份证', thing2: thing(validTo) }),
  },
  'face-link': {
    params: ['purpose'],
    fields: ({ purpose }) => ({ thing1: thing(purpose), phrase2: '待核验' }),
  },
} as const satisfies Record<string, Template>

export type WechatTemplate = keyof typeof wechatTemplates

/** The named fields of a message. Throws RangeError when a parameter of the event is missing. */
export function templateFields(
  template: WechatTemplate,
  data: TemplateData,
): Record<string, { value: string }> {
  const { params, fields }: Template = wechatTemplates[template]
  const missing = params.filter((name) => !data[name])
  if (missing.length > 0) throw new RangeError(`WeChat message ${template} lacks ${missing.join(', ')}`)
  return Object.fromEntries(Object.entries(fields(data)).map(([name, value]) => [name, { value }]))
}
