import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/workspace.mjs'

/** The README's pictures and the screens of the main job they are. Run after the journeys: `npm run screens -w e2e`. */
const pictures = {
  'worker-tasks': 'worker-tasks',
  'worker-income': 'worker-income',
  'payout-confirm': 'enterprise-batch-confirm',
}

const from = join(root, 'e2e', '.artifacts', 'main-job')
const to = join(root, 'docs', 'screenshots')
mkdirSync(to, { recursive: true })
for (const [picture, screen] of Object.entries(pictures)) {
  const found = readdirSync(from).find((file) => file.replace(/^\d+-/, '') === `${screen}.png`)
  if (!found) throw new Error(`没有找到界面截图 ${screen}，请先运行浏览器测试`)
  copyFileSync(join(from, found), join(to, `${picture}.png`))
}
