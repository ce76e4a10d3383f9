import type { ResponseOf, resolveScene } from '@linggong/shared'

/** What a worker can do about a scanned code that leads to none of their tasks. */
export function sceneAdvice(scene: ResponseOf<typeof resolveScene>): string {
  if (scene.kind === 'invite')
    return '您已完成注册。企业把任务指派给您后，会发消息通知您，也会出现在“任务”里。'
  if (scene.taskKind === 'quick')
    return `这是快捷任务，不需要接受。请按${scene.enterpriseName}的安排完成工作；到“我的－合同”签好合同，佣金就会打到您的结算卡。`
  return `这个任务还没有指派给您。想参加请联系${scene.enterpriseName}的负责人，把您注册用的手机号和姓名告诉对方，指派后会通知您。`
}
