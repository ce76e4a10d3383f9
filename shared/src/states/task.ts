import { defineMachine } from './machine.ts'

/** A task an enterprise publishes (企业任务). */
export const taskMachine = defineMachine({
  name: 'task',
  initial: 'draft',
  labels: {
    draft: '草稿',
    reviewing: '服务商审核中',
    rejected: '已驳回',
    'in-progress': '进行中',
    completed: '已完成',
    cancelled: '已取消',
  },
  transitions: {
    submit: { verb: '提交审核', from: ['draft', 'rejected'], to: 'reviewing' },
    withdraw: { verb: '撤回', from: ['reviewing'], to: 'draft' },
    approve: { verb: '通过', from: ['reviewing'], to: 'in-progress' },
    reject: { verb: '驳回', from: ['reviewing'], to: 'rejected' },
    complete: { verb: '完成任务', from: ['in-progress'], to: 'completed' },
    cancel: { verb: '取消任务', from: ['draft', 'reviewing', 'rejected', 'in-progress'], to: 'cancelled' },
  },
})

/** One worker's part of a standard task (个人任务). */
export const assignmentMachine = defineMachine({
  name: 'assignment',
  initial: 'waiting',
  labels: {
    waiting: '待灵工注册',
    mismatch: '姓名不符',
    assigned: '待接受',
    accepted: '进行中',
    rejected: '已拒绝',
    completed: '已完成',
    cancelled: '已取消',
    expired: '已过期',
  },
  transitions: {
    attach: { verb: '关联灵工', from: ['waiting'], to: 'assigned' },
    'name-differs': { verb: '标记姓名不符', from: ['waiting'], to: 'mismatch' },
    correct: { verb: '更正', from: ['mismatch'], to: 'waiting' },
    accept: { verb: '接受任务', from: ['assigned'], to: 'accepted' },
    reject: { verb: '拒绝任务', from: ['assigned'], to: 'rejected' },
    complete: { verb: '完成任务', from: ['accepted'], to: 'completed' },
    cancel: { verb: '取消指派', from: ['waiting', 'mismatch', 'assigned', 'accepted'], to: 'cancelled' },
    expire: { verb: '过期', from: ['waiting', 'mismatch', 'assigned'], to: 'expired' },
  },
})
