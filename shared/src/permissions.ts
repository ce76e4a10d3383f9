/** What a role may be granted, by kind of organisation, with the name shown on screen. */
export const permissions = {
  enterprise: {
    'enterprise.profile': '企业信息与入驻',
    'engagement.read': '查看签约',
    'engagement.manage': '新签服务商与签署合同',
    'seal.open': '开通云签',
    'subledger.read': '查看资金',
    'subledger.manage': '开通子账簿与退款',
    'task.read': '查看任务',
    'task.manage': '发布任务与指派灵工',
    'worker.read': '查看灵工',
    'payout.read': '查看佣金发放',
    'payout.prepare': '新建发放与上传明细',
    'payout.confirm': '确认打款',
    'payout.return': '退汇补发',
  },
  provider: {
    'engagement.read': '查看企业申请',
    'engagement.review': '审核企业申请',
    'task.read': '查看任务',
    'task.review': '审核任务',
    'provider.manage': '服务项、合同模板与印章',
    'worker.read': '查看灵工',
    'payout.read': '查看付款',
    'funds.read': '查看资金',
    'funds.manage': '处理来账、提取服务费与缴税',
  },
  platform: {
    'onboarding.review': '入驻审核',
    'provider.manage': '服务商管理',
    'funds.read': '查看资金',
  },
  regulator: {},
} as const

export type OrganisationKind = keyof typeof permissions
type KeysOf<T> = T extends unknown ? keyof T : never
export type Permission = Exclude<KeysOf<(typeof permissions)[OrganisationKind]>, number | symbol>

/** Every permission of a kind of organisation: what its administrator role has. */
export function allPermissions(kind: OrganisationKind): Permission[] {
  return Object.keys(permissions[kind]) as Permission[]
}
