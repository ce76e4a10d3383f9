import type { Batch, Engagement, SubLedger, Task } from '../parts/types'

/** What an enterprise has so far, as far as the six steps are concerned. */
export interface Standing {
  engagements: Pick<Engagement, 'id' | 'state' | 'providerName'>[]
  subLedgers: Pick<SubLedger, 'state' | 'problem' | 'available' | 'frozen'>[]
  tasks: Pick<Task, 'state'>[]
  batches: Pick<Batch, 'id' | 'state' | 'confirmedAt'>[]
}

export interface Step {
  title: string
  /** What is done, what is being waited for, or what the step is for. */
  note: string
  done: boolean
}

export interface Progress {
  steps: Step[]
  /** Index of the first step that is not done; the number of steps when all are. */
  current: number
  /** What to do now; null while somebody else has to act. */
  next: { text: string; to: string } | null
}

interface Judged extends Step {
  next: Progress['next']
}

function judgeProvider({ engagements }: Standing): Judged {
  const title = '新签服务商'
  const next = { text: '选择服务商', to: '/enterprise/apply' }
  if (engagements.some(({ state }) => state !== 'applied' && state !== 'rejected'))
    return { title, note: '服务商已通过', done: true, next }
  if (engagements.some(({ state }) => state === 'applied'))
    return { title, note: '服务商审核中', done: false, next: null }
  if (engagements.length > 0)
    return {
      title,
      note: '申请被驳回，待修改',
      done: false,
      next: { text: '查看驳回原因', to: '/enterprise/contracts' },
    }
  return { title, note: '选择并提交申请', done: false, next }
}

function judgeContract({ engagements }: Standing): Judged {
  const title = '签署合同'
  if (engagements.some(({ state }) => state === 'active'))
    return { title, note: '合同已生效', done: true, next: null }
  const signing = engagements.find(({ state }) => state === 'signing')
  if (signing)
    return {
      title,
      note: '等待您签署',
      done: false,
      next: { text: '去签署合同', to: `/enterprise/contracts/${signing.id}/sign` },
    }
  if (engagements.some(({ state }) => state === 'approved'))
    return { title, note: '合同生成中', done: false, next: null }
  const again = engagements.some(
    ({ state }) =>
      state === 'declined' || state === 'lapsed' || state === 'expired' || state === 'terminated',
  )
  return {
    title,
    note: again ? '合同已失效' : '在线签署',
    done: false,
    next: { text: '查看合同', to: '/enterprise/contracts' },
  }
}

function judgeSubLedger({ subLedgers }: Standing): Judged {
  const title = '开通子账簿'
  const next = { text: '开通子账簿', to: '/enterprise/account' }
  if (subLedgers.some(({ state }) => state === 'open'))
    return { title, note: '收款账号已开通', done: true, next: null }
  if (subLedgers.some(({ problem }) => problem !== null))
    return {
      title,
      note: '银行没有开通成功',
      done: false,
      next: { text: '重新开通', to: '/enterprise/account' },
    }
  if (subLedgers.length > 0) return { title, note: '银行开通中', done: false, next: null }
  return { title, note: '得到收款账号', done: false, next }
}

function judgeFunds({ subLedgers, batches }: Standing): Judged {
  const funded =
    subLedgers.some(({ available, frozen }) => available + frozen > 0) ||
    batches.some(({ confirmedAt }) => confirmedAt !== null)
  return {
    title: '充值',
    note: funded ? '来账已入账' : '从对公账户转账',
    done: funded,
    next: { text: '查看充值方式', to: '/enterprise/account' },
  }
}

function judgeTasks({ tasks }: Standing): Judged {
  const title = '发布任务'
  if (tasks.some(({ state }) => state === 'in-progress' || state === 'completed'))
    return { title, note: '任务已发布', done: true, next: null }
  if (tasks.some(({ state }) => state === 'reviewing'))
    return { title, note: '服务商审核中', done: false, next: null }
  if (tasks.some(({ state }) => state === 'rejected'))
    return {
      title,
      note: '任务被驳回，待修改',
      done: false,
      next: { text: '修改任务', to: '/enterprise/tasks' },
    }
  return {
    title,
    note: '指派灵工',
    done: false,
    next: { text: '发布任务', to: '/enterprise/tasks/new' },
  }
}

function judgePayouts({ batches }: Standing): Judged {
  const title = '发佣'
  if (batches.some(({ state, confirmedAt }) => confirmedAt !== null && state !== 'cancelled'))
    return { title, note: '已发放过佣金', done: true, next: null }
  const ready = batches.find(({ state }) => state === 'ready' || state === 'invalid')
  if (ready)
    return {
      title,
      note: '有一批等待处理',
      done: false,
      next: { text: '继续发放', to: `/enterprise/payouts/${ready.id}` },
    }
  return {
    title,
    note: '上传明细发放',
    done: false,
    next: { text: '新建发放', to: '/enterprise/payouts/new' },
  }
}

/** The six steps from signing a provider to paying commissions, judged by what the enterprise has now. */
export function progressOf(standing: Standing): Progress {
  const judged = [judgeProvider, judgeContract, judgeSubLedger, judgeFunds, judgeTasks, judgePayouts].map(
    (judge) => judge(standing),
  )
  const found = judged.findIndex(({ done }) => !done)
  const current = found === -1 ? judged.length : found
  return {
    steps: judged.map(({ title, note, done }) => ({ title, note, done })),
    current,
    next: judged[current]?.next ?? null,
  }
}
