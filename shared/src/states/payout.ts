import { defineMachine } from './machine.ts'

/** One Excel's payments (发佣批次). */
export const batchMachine = defineMachine({
  name: 'batch',
  initial: 'draft',
  labels: {
    draft: '待上传',
    validating: '校验中',
    invalid: '有错误行',
    ready: '待确认打款',
    scheduled: '已预约',
    confirmed: '已确认',
    funding: '划款中',
    executing: '付款中',
    paused: '已暂停',
    finished: '已完成',
    discarded: '已作废',
    cancelled: '已取消',
  },
  transitions: {
    upload: { verb: '上传明细', from: ['draft', 'invalid', 'ready'], to: 'validating' },
    'find-errors': { verb: '标记错误', from: ['validating'], to: 'invalid' },
    pass: { verb: '通过校验', from: ['validating'], to: 'ready' },
    'drop-errors': { verb: '移除未通过的行', from: ['invalid'], to: 'ready' },
    discard: { verb: '作废', from: ['draft', 'invalid', 'ready'], to: 'discarded' },
    schedule: { verb: '预约打款', from: ['ready'], to: 'scheduled' },
    confirm: { verb: '确认打款', from: ['ready', 'scheduled'], to: 'confirmed' },
    'fail-recheck': { verb: '复核未通过', from: ['ready', 'scheduled'], to: 'invalid' },
    'start-funding': { verb: '划款', from: ['confirmed'], to: 'funding' },
    execute: { verb: '付款', from: ['funding'], to: 'executing' },
    pause: { verb: '暂停', from: ['executing'], to: 'paused' },
    resume: { verb: '继续', from: ['paused'], to: 'executing' },
    finish: { verb: '完成', from: ['executing'], to: 'finished' },
    cancel: { verb: '取消', from: ['scheduled', 'confirmed'], to: 'cancelled' },
    'refuse-funding': { verb: '划款被拒', from: ['funding'], to: 'cancelled' },
  },
})

/** One payment of a batch (发佣明细). */
export const itemMachine = defineMachine({
  name: 'item',
  initial: 'ready',
  labels: {
    ready: '待确认',
    confirmed: '待付款',
    blocked: '已拦截',
    removed: '已移除',
    sending: '付款中',
    paid: '已付款',
    failed: '付款失败',
    'settled-back': '已退回企业',
    returned: '已退汇',
    reissuing: '补发中',
    'given-up': '已放弃补发',
  },
  transitions: {
    confirm: { verb: '确认', from: ['ready'], to: 'confirmed' },
    remove: { verb: '移除', from: ['ready', 'confirmed', 'blocked'], to: 'removed' },
    block: { verb: '拦截', from: ['confirmed'], to: 'blocked' },
    release: { verb: '放行', from: ['blocked'], to: 'confirmed' },
    send: { verb: '付款', from: ['confirmed'], to: 'sending' },
    pay: { verb: '付款成功', from: ['sending', 'reissuing'], to: 'paid' },
    fail: { verb: '付款失败', from: ['sending'], to: 'failed' },
    'settle-back': { verb: '退回企业', from: ['failed'], to: 'settled-back' },
    return: { verb: '退汇', from: ['paid', 'reissuing'], to: 'returned' },
    reissue: { verb: '补发', from: ['returned'], to: 'reissuing' },
    'give-up': { verb: '放弃补发', from: ['returned'], to: 'given-up' },
  },
})

/** One try to pay an item through a channel. */
export const attemptMachine = defineMachine({
  name: 'attempt',
  initial: 'recorded',
  labels: {
    recorded: '已登记',
    sent: '已发送',
    unknown: '结果未知',
    queried: '查询中',
    succeeded: '成功',
    failed: '失败',
  },
  transitions: {
    send: { verb: '发送', from: ['recorded'], to: 'sent' },
    'lose-answer': { verb: '标记未知', from: ['recorded', 'sent', 'queried'], to: 'unknown' },
    query: { verb: '查询', from: ['unknown'], to: 'queried' },
    succeed: { verb: '成功', from: ['sent', 'unknown', 'queried'], to: 'succeeded' },
    fail: { verb: '失败', from: ['sent', 'unknown', 'queried'], to: 'failed' },
  },
})

/** A transfer that arrived at a sub-ledger account (来账). */
export const incomingTransferMachine = defineMachine({
  name: 'incoming-transfer',
  initial: 'unclaimed',
  labels: { recognised: '已入账', unclaimed: '待认领', claimed: '已认领', 'sent-back': '已退回' },
  transitions: {
    claim: { verb: '认领', from: ['unclaimed'], to: 'claimed' },
    'send-back': { verb: '退回', from: ['unclaimed'], to: 'sent-back' },
  },
})

/** Money back from a sub-ledger to the bound corporate account (余额退款). */
export const refundMachine = defineMachine({
  name: 'refund',
  initial: 'requested',
  labels: { requested: '已申请', sending: '退款中', done: '已退款', failed: '退款失败' },
  transitions: {
    send: { verb: '退款', from: ['requested'], to: 'sending' },
    finish: { verb: '完成退款', from: ['sending'], to: 'done' },
    fail: { verb: '退款失败', from: ['sending'], to: 'failed' },
  },
})
