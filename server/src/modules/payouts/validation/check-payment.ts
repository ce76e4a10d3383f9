import { formatYuan } from '@linggong/shared/money'
import { taskMachine } from '@linggong/shared/states/task'
import { assignmentClaim, orderClaim } from '../claims.ts'
import type { RowValues } from '../sheet/columns.ts'
import type { Card, Facts, Task } from './facts.ts'

/** Between whom a payment is made, and what it is. Amount in fen. */
export interface Payment {
  enterpriseId: string
  engagementId: string
  values: Pick<RowValues, 'name' | 'idNumber' | 'phone' | 'taskNumber' | 'orderNumber'>
  amount: number
}

export interface Payable {
  personId: string
  card: Card
  task: Task
  assignmentId: string | null
}

type Problem = { problem: string }

const payeeProblems = {
  'not-registered': '收款人还没有注册，请先邀请灵工完成注册',
  mismatch: '姓名、身份证号、手机号与灵工注册信息不一致，请核对',
} as const

/** What another payment has taken already, in words. */
export const takenProblems = {
  assignment: '该灵工的此任务已经发放过佣金',
  order: '该企业订单号已经用过',
} as const

async function isTaken(facts: Facts, key: string): Promise<boolean> {
  return (await facts.claimedBy(key)) !== null
}

/** The task, when it may be paid from. */
export async function checkTask(
  facts: Facts,
  { taskNumber, engagementId }: { taskNumber: string; engagementId: string },
): Promise<Problem | Task> {
  const task = await facts.task(taskNumber)
  if (!task || task.engagementId !== engagementId) {
    return { problem: '任务编号不存在，或不属于本次选择的服务商' }
  }
  if (task.state !== 'in-progress')
    return { problem: `任务当前是“${taskMachine.labels[task.state]}”状态，不能发佣` }
  return task
}

async function checkAssignment(
  facts: Facts,
  payment: Payment,
  task: Task,
  personId: string,
  again: string | undefined,
): Promise<Problem | string | null> {
  if (task.kind !== 'standard') return null
  const assignment = await facts.assignment(task._id, personId)
  if (assignment?.state !== 'completed') return { problem: '该灵工还没有完成此任务，请在灵工完成后再发佣' }
  if (payment.amount < task.commissionMin || payment.amount > task.commissionMax) {
    return {
      problem: `金额不在任务的佣金范围内（${formatYuan(task.commissionMin)}至${formatYuan(task.commissionMax)}）`,
    }
  }
  if (again) return { problem: again }
  if (await isTaken(facts, assignmentClaim(assignment._id))) return { problem: takenProblems.assignment }
  return assignment._id
}

/** A usable settlement card and a valid contract: what is asked again right before the money moves. */
export async function checkReceiver(facts: Facts, personId: string): Promise<Problem | Card> {
  const card = await facts.settlementCard(personId)
  if (!card?.usable) return { problem: '灵工的结算卡当前不能收款，请联系灵工更换结算卡' }
  if (!(await facts.hasContract(personId)))
    return { problem: '灵工还没有与服务商签署合同，或合同已到期，请提醒灵工签署' }
  return card
}

/**
 * The checks that depend on the rest of the product, in the order of domain.md: payee, card, contract, task,
 * assignment, order number. `again` says what the batch pays twice with this row.
 * Answers the first problem in words, or whom and what to pay.
 */
export async function checkPayment(
  facts: Facts,
  payment: Payment,
  again: { assignment?: string | undefined; order?: string | undefined } = {},
): Promise<Problem | Payable> {
  const { values, engagementId, enterpriseId } = payment
  const payee = await facts.payee(values)
  if (!payee.ok) return { problem: payeeProblems[payee.reason] }
  const { personId } = payee
  const card = await checkReceiver(facts, personId)
  if ('problem' in card) return card
  const task = await checkTask(facts, { taskNumber: values.taskNumber, engagementId })
  if ('problem' in task) return task
  const assignmentId = await checkAssignment(facts, payment, task, personId, again.assignment)
  if (assignmentId !== null && typeof assignmentId === 'object') return assignmentId
  if (again.order) return { problem: again.order }
  const { orderNumber } = values
  if (orderNumber && (await isTaken(facts, orderClaim(enterpriseId, orderNumber)))) {
    return { problem: takenProblems.order }
  }
  return { personId, card, task, assignmentId }
}
