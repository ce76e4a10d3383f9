interface Template {
  title: string
  /** Field name → label, in the order shown. The letters of a name decide what values it takes. */
  fields: Readonly<Record<string, string>>
}

/** The approved message templates, of the Official Account and of the mini-program alike. */
export const templates: Readonly<Record<string, Template>> = {
  'task-assigned': { title: '新任务提醒', fields: { thing1: '任务名称', thing2: '发布企业' } },
  'task-cancelled': { title: '任务取消通知', fields: { thing1: '任务名称', phrase2: '任务状态' } },
  'contract-to-sign': { title: '合同待签署提醒', fields: { thing1: '合同对方', phrase2: '合同状态' } },
  'contract-signed': { title: '合同签署完成通知', fields: { thing1: '合同对方', phrase2: '合同状态' } },
  'payout-sent': {
    title: '佣金发放通知',
    fields: { thing1: '付款企业', amount2: '税前金额', phrase3: '当前状态' },
  },
  'payout-paid': {
    title: '佣金到账通知',
    fields: { amount1: '到账金额', character_string2: '收款卡尾号', phrase3: '当前状态' },
  },
  'payout-failed': {
    title: '佣金发放失败通知',
    fields: { amount1: '金额', thing2: '原因', phrase3: '当前状态' },
  },
  'payout-returned': { title: '退汇通知', fields: { amount1: '退回金额', thing2: '请您处理' } },
  'review-result': { title: '审核结果通知', fields: { thing1: '审核事项', thing2: '审核结果' } },
  'transfer-received': { title: '资金到账通知', fields: { thing1: '收款账户', amount2: '到账金额' } },
  'batch-finished': {
    title: '发放批次完成通知',
    fields: { character_string1: '批次编号', number2: '成功笔数', number3: '失败笔数' },
  },
  'important-operation': { title: '账号安全提醒', fields: { thing1: '操作内容', time2: '操作时间' } },
  'id-card-expiring': { title: '证件到期提醒', fields: { thing1: '证件', thing2: '到期日期' } },
  'face-link': { title: '身份核验提醒', fields: { thing1: '核验用途', phrase2: '当前状态' } },
}

const amountForm = /^[￥¥]?\d{1,3}(,?\d{3})*(\.\d{1,2})?元?$/

/** What each kind of field takes (WeChat's parameter limits of subscribe and template messages). */
const limits: Readonly<Record<string, (value: string) => boolean>> = {
  thing: (value) => [...value].length <= 20,
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
  amount: (value) => amountForm.test(value) && value.replace(/\D/g, '').length <= 12,
  number: (value) => /^\d{1,32}(\.\d+)?$/.test(value),
  character_string: (value) => /^[\x21-\x7e]{1,32}$/.test(value),
  time: (value) => /\d{1,2}:\d{2}/.test(value) || /\d{4}[年-]\d{1,2}[月-]\d{1,2}/.test(value),
}

/** True when the value may stand in a field of this name. */
export function isFieldValue(name: string, value: string): boolean {
  return limits[name.replace(/\d+$/, '')]?.(value) ?? false
}
