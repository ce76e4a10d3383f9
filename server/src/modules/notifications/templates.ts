import { smsTemplates, type SmsTemplate } from '../../gateways/tencent/sms-templates.ts'

/** Events a person is told of; the same id names the WeChat and the SMS template. */
export type NotificationEvent = Exclude<SmsTemplate, 'code'>

interface Template {
  /** What the message is about, as lists of messages show it. */
  title: string
  /** Where it leads: a page of the worker's app, or of the console. */
  app: 'worker' | 'console'
  /** Opened when the sender names no page. */
  page: string
}

export const templates: Record<NotificationEvent, Template> = {
  'task-assigned': { title: '有新任务等您确认', app: 'worker', page: 'pages/tasks/index' },
  'task-cancelled': { title: '任务已取消', app: 'worker', page: 'pages/tasks/index' },
  'contract-to-sign': { title: '有合同等您签署', app: 'worker', page: 'pages/me/contracts/index' },
  'contract-signed': { title: '合同已签署完成', app: 'worker', page: 'pages/me/contracts/index' },
  'payout-sent': { title: '佣金正在发放', app: 'worker', page: 'pages/income/index' },
  'payout-paid': { title: '佣金已到账', app: 'worker', page: 'pages/income/index' },
  'payout-failed': { title: '佣金发放没有成功', app: 'worker', page: 'pages/income/index' },
  'payout-returned': { title: '银行退回了您的佣金', app: 'worker', page: 'pages/income/index' },
  'review-result': { title: '审核有结果了', app: 'console', page: '' },
  'transfer-received': { title: '收到转账', app: 'console', page: 'enterprise/account' },
  'batch-finished': { title: '发放批次已完成', app: 'console', page: 'enterprise/payouts' },
  'important-operation': { title: '账号有重要操作', app: 'console', page: '' },
  'id-card-expiring': { title: '身份证即将到期', app: 'worker', page: 'pages/me/index' },
  'face-link': { title: '请完成人脸核验', app: 'worker', page: '' },
}

/** The parameters of an event's messages by name; `link` is filled in by the sender of the message. */
export type NotificationData<Event extends NotificationEvent> = {
  [Name in Exclude<(typeof smsTemplates)[Event][number], 'link'>]: string
} & { link?: string }

/** Positional parameters of the event's SMS. */
export function smsParams(event: NotificationEvent, data: Record<string, string>): string[] {
  return smsTemplates[event].map((name) => data[name] ?? '')
}
