import type { HandleWechatMessage, Reply } from '../../../gateways/wechat/port.ts'
import type { Services } from '../../../services.ts'
import { oauthStartUrl } from './oauth-routes.ts'
import { describeScene } from './scenes.ts'

function help(services: Services): string {
  const link = oauthStartUrl(services.config.publicUrl, { to: '/pages/tasks/index' })
  return [
    '您好，这里是灵工台。',
    `查看派给您的任务：<a href="${link}">打开任务大厅</a>`,
    '想看收入或修改结算卡，请点下方菜单的“收入”或“个人中心”。',
    '收到企业的任务码，直接扫码即可进入。',
  ].join('\n')
}

async function replyToScene(services: Services, scene: string): Promise<Reply> {
  const found = await describeScene(services, scene)
  if (!found) {
    return '这个二维码已失效，请联系分享给您的企业重新分享。已经接受的任务不受影响，可以从下方菜单的“任务大厅”进入。'
  }
  const url = found.link ?? oauthStartUrl(services.config.publicUrl, { scene })
  const what = found.kind === 'task' ? '任务' : '邀请'
  return [
    { title: found.title, description: `${found.enterpriseName}向您分享了一个${what}，点这里查看`, url },
  ]
}

/** What the Official Account answers: a scanned code its link, anything else a short help. */
export function replyTo(services: Services): HandleWechatMessage {
  return async (message) => {
    switch (message.kind) {
      case 'subscribe':
      case 'scan':
        return message.scene ? replyToScene(services, message.scene) : help(services)
      case 'click':
      case 'text':
        return help(services)
      default:
        return null
    }
  }
}
