/** Fills a trial installation with the demo and prints who can log in. Only beside the sandbox; safe to run again. */
import QRCode from 'qrcode'
import { readConfig } from '../config.ts'
import { playDemo } from './demo/demo.ts'
import { demoPassword } from './demo/people.ts'
import { worldAt } from './demo/world.ts'

const config = readConfig(process.env)
if (!config.sandbox) {
  process.stderr.write('示例数据只能在沙箱环境里准备\n')
  process.exit(1)
}
const stage = { serverUrl: `http://127.0.0.1:${config.port}`, world: worldAt(config.sandbox.url) }
const admin = { phone: process.env['ADMIN_PHONE'] ?? '', password: process.env['ADMIN_PASSWORD'] ?? '' }
const { logins, taskLink, taskTitle } = await playDemo(stage, admin)

const lines = logins.map(({ who, phone }) => `  ${phone}  ${who}`)
process.stdout.write(['', `示例账号（管理后台，密码都是 ${demoPassword}）`, ...lines, ''].join('\n'))
if (taskLink) {
  process.stdout.write(`\n示例任务“${taskTitle}”的二维码（${taskLink}）\n`)
  process.stdout.write(await QRCode.toString(taskLink, { type: 'terminal', small: true }))
}
