import { createHash } from 'node:crypto'
import type { Menu } from '../../../gateways/wechat/port.ts'
import type { Services } from '../../../services.ts'
import { CreatedMenuModel, type CreatedMenu } from '../models/wechat-state.ts'
import { oauthStartUrl } from './oauth-routes.ts'

const menuId = 'oa'

/** The Official Account's menu: each button opens its page of the H5, signed in. */
export function oaMenu(publicUrl: string): Menu {
  const view = (name: string, to: string) => ({
    type: 'view' as const,
    name,
    url: oauthStartUrl(publicUrl, { to }),
  })
  return {
    button: [
      view('任务大厅', '/pages/tasks/index'),
      view('收入', '/pages/income/index'),
      view('个人中心', '/pages/me/index'),
    ],
  }
}

/** Creates the menu when it is not the one that was created last. */
export async function ensureMenu(services: Services): Promise<void> {
  const menu = oaMenu(services.config.publicUrl)
  const hash = createHash('sha256')
    .update(JSON.stringify([services.config.wechat.oaAppId, menu]))
    .digest('hex')
  const created = await CreatedMenuModel.findById(menuId).lean<CreatedMenu>()
  if (created?.hash === hash) return
  await services.gateways.wechat.createMenu(menu)
  await CreatedMenuModel.updateOne({ _id: menuId }, { $set: { hash } }, { upsert: true })
}
