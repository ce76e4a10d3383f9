import type { TemplateKind } from '../template-model.ts'
import { enterpriseProviderTemplate } from './enterprise-provider.ts'
import { workerProviderTemplate } from './worker-provider.ts'

interface KindOfTemplate {
  initial: { title: string; body: string }
  /** What the text may name as `{{name}}`. */
  variables: readonly { name: string; label: string }[]
}

const provider = [
  { name: 'contractNumber', label: '合同编号' },
  { name: 'providerName', label: '服务商名称' },
  { name: 'providerCreditCode', label: '服务商信用代码' },
  { name: 'termFrom', label: '开始日期' },
  { name: 'termTo', label: '结束日期' },
]

export const templateKindTable: Record<TemplateKind, KindOfTemplate> = {
  'worker-provider': {
    initial: workerProviderTemplate,
    variables: [
      ...provider,
      { name: 'workerName', label: '灵工姓名' },
      { name: 'workerIdNumber', label: '灵工身份证号' },
      { name: 'workerPhone', label: '灵工手机号' },
    ],
  },
  'enterprise-provider': {
    initial: enterpriseProviderTemplate,
    variables: [
      ...provider,
      { name: 'enterpriseName', label: '企业名称' },
      { name: 'enterpriseCreditCode', label: '企业信用代码' },
      { name: 'contactName', label: '企业联系人' },
      { name: 'contactPhone', label: '联系人电话' },
      { name: 'serviceItem', label: '服务项' },
      { name: 'invoiceCategory', label: '发票类目' },
      { name: 'feeRate', label: '服务费率' },
      { name: 'invoiceCutoffDay', label: '开票截止日' },
      { name: 'minimumInvoice', label: '起开金额' },
      { name: 'scenario', label: '用工场景' },
      { name: 'formOfWork', label: '用工形式' },
    ],
  },
}

/** Names in `{{…}}` that the kind does not know; a contract made from such a text would have holes. */
export function unknownVariables(kind: TemplateKind, body: string): string[] {
  const known = new Set(templateKindTable[kind].variables.map(({ name }) => name))
  return [...new Set([...body.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1] ?? ''))].filter(
    (name) => !known.has(name),
  )
}
