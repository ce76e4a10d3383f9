import type { Page } from 'playwright-core'
import { row } from '../pages/console/frame.ts'
import { loginByPassword } from '../pages/console/login.ts'
import { see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'

/** The enterprise of the demo, its tasks, and what is on its account. */
export const demo = {
  phone: '13800000003',
  password: 'Linggong#2026demo',
  standard: '双十二门店促销物料配送',
  quick: '十一月社区地推',
  balance: '￥500,000.00',
}

/** The enterprise's desk, signed in at its first use. */
export async function enterpriseDesk(stage: Stage): Promise<Page> {
  const desk = await stage.desk('enterprise')
  const menu = desk.getByRole('navigation', { name: '主菜单' })
  await menu.or(desk.getByText('登录灵工台')).first().waitFor()
  if (await menu.isVisible()) return desk
  await loginByPassword(desk, demo.phone, demo.password)
  await see(desk, '今天要处理的在这里')
  return desk
}

/** A task's number, read from the list in a tab of its own. */
export async function taskNumber(stage: Stage, title: string): Promise<string> {
  const tab = await (await enterpriseDesk(stage)).context().newPage()
  await tab.goto(`${stage.product.serverUrl}/enterprise/tasks`)
  const text = await row(tab, title)
    .getByText(/RW\d{14}/)
    .first()
    .innerText()
  await tab.close()
  return /RW\d{14}/.exec(text)?.[0] ?? ''
}
