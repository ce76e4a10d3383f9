import { startOfDay } from '@linggong/shared'
import { cutoffWarning } from '../parts/terms'
import type { Batch, Engagement, Item, PayoutOption, SubLedger, Task } from '../parts/types'

/** Something that waits for the enterprise, with where it is done. */
export interface ToDo {
  text: string
  to: string
  /** Money or a deadline hangs on it. */
  urgent: boolean
}

export interface WaitingFor {
  engagements: Pick<Engagement, 'id' | 'state' | 'providerName' | 'termTo'>[]
  subLedgers: Pick<SubLedger, 'engagementId' | 'state' | 'problem' | 'providerName'>[]
  tasks: Pick<Task, 'id' | 'state' | 'title' | 'counts'>[]
  batches: Pick<Batch, 'id' | 'state' | 'number' | 'counts'>[]
  returned: Pick<Item, 'state'>[]
  options: Pick<PayoutOption, 'providerName' | 'daysToCutoff'>[]
}

const dayMs = 86_400_000
const endingDays = 30

function ofEngagements({ engagements, subLedgers }: WaitingFor, now: Date): ToDo[] {
  return engagements.flatMap(({ id, state, providerName, termTo }): ToDo[] => {
    if (state === 'rejected')
      return [
        {
          text: `${providerName}驳回了签约申请，请修改后重新提交`,
          to: `/enterprise/apply/${id}`,
          urgent: false,
        },
      ]
    if (state === 'signing')
      return [
        { text: `与${providerName}的合同等待签署`, to: `/enterprise/contracts/${id}/sign`, urgent: true },
      ]
    if (state === 'declined' || state === 'lapsed')
      return [
        {
          text: `与${providerName}的合同没有签成，可以重新签署`,
          to: `/enterprise/contracts?id=${id}`,
          urgent: false,
        },
      ]
    if (state === 'expired')
      return [
        {
          text: `与${providerName}的合同已到期，续签后才能发佣`,
          to: `/enterprise/contracts?id=${id}`,
          urgent: true,
        },
      ]
    if (state !== 'active') return []
    const found: ToDo[] = []
    if (!subLedgers.some(({ engagementId }) => engagementId === id))
      found.push({ text: `在${providerName}还没有开通子账簿`, to: '/enterprise/account', urgent: false })
    const days = termTo ? Math.ceil((startOfDay(termTo).getTime() - now.getTime()) / dayMs) : null
    if (days !== null && days <= endingDays)
      found.push({
        text: `与${providerName}的合同还有 ${Math.max(0, days)} 天到期`,
        to: `/enterprise/contracts?id=${id}`,
        urgent: true,
      })
    return found
  })
}

function ofBatches({ batches }: WaitingFor): ToDo[] {
  return batches.flatMap(({ id, state, number, counts }): ToDo[] => {
    const to = `/enterprise/payouts/${id}`
    if (state === 'ready') return [{ text: `批次 ${number} 等待确认打款`, to, urgent: true }]
    if (state === 'invalid') return [{ text: `批次 ${number} 有没通过的行，等待更正`, to, urgent: false }]
    if (state === 'paused') return [{ text: `批次 ${number} 的付款已暂停`, to, urgent: true }]
    if (counts.blocked > 0)
      return [{ text: `批次 ${number} 有 ${counts.blocked} 笔被拦截`, to, urgent: true }]
    return []
  })
}

function ofTasks({ tasks }: WaitingFor): ToDo[] {
  return tasks.flatMap(({ id, state, title, counts }): ToDo[] => {
    const to = `/enterprise/tasks?id=${id}`
    if (state === 'rejected') return [{ text: `任务“${title}”被驳回，请修改后重新提交`, to, urgent: false }]
    if (state === 'in-progress' && counts.mismatch > 0)
      return [{ text: `任务“${title}”有 ${counts.mismatch} 人姓名不符，请更正`, to, urgent: false }]
    return []
  })
}

/** What waits for the enterprise now, urgent things first. */
export function toDosOf(waiting: WaitingFor, now: Date): ToDo[] {
  const { subLedgers, returned, options } = waiting
  const back = returned.filter(({ state }) => state === 'returned').length
  const found: ToDo[] = [
    ...(back > 0
      ? [{ text: `${back} 笔付款被退汇，等待补发或放弃`, to: '/enterprise/returns', urgent: true }]
      : []),
    ...ofBatches(waiting),
    ...ofEngagements(waiting, now),
    ...subLedgers.flatMap(({ state, problem, providerName }) =>
      state === 'opening' && problem !== null
        ? [{ text: `${providerName}的子账簿没有开通成功`, to: '/enterprise/account', urgent: true }]
        : [],
    ),
    ...ofTasks(waiting),
    ...options.flatMap(({ providerName, daysToCutoff }) =>
      cutoffWarning(daysToCutoff) !== null && daysToCutoff >= 0
        ? [
            {
              text: `${providerName}：${daysToCutoff === 0 ? '今天开票截止' : `还有 ${daysToCutoff} 天开票截止`}`,
              to: '/enterprise/payouts/new',
              urgent: false,
            },
          ]
        : [],
    ),
  ]
  return found.toSorted((a, b) => Number(b.urgent) - Number(a.urgent))
}
