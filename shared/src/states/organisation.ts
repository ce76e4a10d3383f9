import { defineMachine } from './machine.ts'

/** Enterprise onboarding (入驻). */
export const onboardingMachine = defineMachine({
  name: 'onboarding',
  initial: 'draft',
  labels: {
    draft: '填写中',
    submitted: '审核中',
    approved: '已通过',
    rejected: '已驳回',
    'special-asked': '待提交特批材料',
    'special-submitted': '特批审核中',
  },
  transitions: {
    submit: { verb: '提交审核', from: ['draft', 'rejected'], to: 'submitted' },
    approve: { verb: '通过', from: ['submitted', 'special-submitted'], to: 'approved' },
    reject: { verb: '驳回', from: ['submitted', 'special-submitted'], to: 'rejected' },
    'ask-special': { verb: '转特批', from: ['submitted'], to: 'special-asked' },
    'submit-special': { verb: '提交特批材料', from: ['special-asked'], to: 'special-submitted' },
  },
})

/** Enterprise × provider (签约). */
export const engagementMachine = defineMachine({
  name: 'engagement',
  initial: 'applied',
  labels: {
    applied: '服务商审核中',
    rejected: '已驳回',
    approved: '待签合同',
    signing: '签署中',
    declined: '已拒签',
    lapsed: '签署逾期',
    active: '进行中',
    expired: '已到期',
    terminated: '已终止',
  },
  transitions: {
    reject: { verb: '驳回', from: ['applied'], to: 'rejected' },
    reapply: { verb: '重新提交', from: ['rejected'], to: 'applied' },
    approve: { verb: '通过', from: ['applied'], to: 'approved' },
    'start-signing': { verb: '发起签署', from: ['approved', 'declined', 'lapsed', 'expired'], to: 'signing' },
    decline: { verb: '拒签', from: ['signing'], to: 'declined' },
    lapse: { verb: '签署逾期', from: ['signing'], to: 'lapsed' },
    activate: { verb: '生效', from: ['signing'], to: 'active' },
    expire: { verb: '到期', from: ['active'], to: 'expired' },
    terminate: { verb: '终止', from: ['active'], to: 'terminated' },
  },
})

/** Sub-ledger at the provider's bank (子账簿). */
export const subLedgerMachine = defineMachine({
  name: 'sub-ledger',
  initial: 'opening',
  labels: { opening: '开通中', open: '正常', closing: '销户中', closed: '已销户' },
  transitions: {
    open: { verb: '开通', from: ['opening'], to: 'open' },
    'start-closing': { verb: '销户', from: ['open'], to: 'closing' },
    close: { verb: '完成销户', from: ['closing'], to: 'closed' },
  },
})
