import { defineMachine } from './machine.ts'

/** One contract file on its way through its signers (签约流程). */
export const envelopeMachine = defineMachine({
  name: 'envelope',
  initial: 'draft',
  labels: {
    draft: '生成中',
    sent: '待签署',
    'part-signed': '部分签署',
    completed: '已签署',
    declined: '已拒签',
    expired: '已过期',
    revoked: '已撤回',
  },
  transitions: {
    send: { verb: '发出', from: ['draft'], to: 'sent' },
    'sign-part': { verb: '签署', from: ['sent', 'part-signed'], to: 'part-signed' },
    complete: { verb: '完成签署', from: ['sent', 'part-signed'], to: 'completed' },
    decline: { verb: '拒签', from: ['sent', 'part-signed'], to: 'declined' },
    expire: { verb: '过期', from: ['sent', 'part-signed'], to: 'expired' },
    revoke: { verb: '撤回', from: ['draft', 'sent', 'part-signed'], to: 'revoked' },
  },
})
