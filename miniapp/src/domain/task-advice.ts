import type { ResponseOf, getAssignment } from '@linggong/shared'

type Assignment = ResponseOf<typeof getAssignment>

export interface Advice {
  tone: 'info' | 'warn'
  text: string
}

/** What the worker should know about an assignment in its state; null when the page says it all. */
export function taskAdvice(task: Assignment, justSigned: boolean): Advice | null {
  if (task.state === 'assigned' && task.contract.needed)
    return justSigned
      ? { tone: 'info', text: `您已签名，等${task.providerName}盖章。一般几秒钟就好，好了就能接受任务。` }
      : { tone: 'warn', text: `接受前要先和${task.providerName}签一份合同，签好再回来接受。签一次管两年。` }
  if (task.state === 'accepted')
    return { tone: 'info', text: '做完后点“完成任务”，企业确认后发放佣金到您的结算卡。' }
  if (task.state === 'completed')
    return { tone: 'info', text: '等企业发放佣金，发放后会通知您，也可以到“收入”查看。' }
  if (task.state === 'rejected')
    return { tone: 'info', text: '您已拒绝，企业会另外安排。又想做了，请联系企业重新指派。' }
  if (task.state === 'cancelled')
    return { tone: 'warn', text: '企业取消了这次安排，不用再做了。有疑问请联系企业。' }
  if (task.state === 'expired')
    return { tone: 'warn', text: '任务结束前没有接受，已经过期。还想参加请联系企业重新指派。' }
  return null
}
