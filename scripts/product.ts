/** What `npm start` runs once everything is installed and built. `--fresh` begins anew, `--empty` leaves the demo out. */
import { rmSync } from 'node:fs'
import { startedInstallation } from './local-installation.ts'
import { StartError, startProduct, type Product } from './start-product.ts'
import { root, say } from './workspace.mjs'

const installation = startedInstallation(root)
const { admin } = installation
const empty = process.argv.includes('--empty')
let product: Product | undefined
let ending = false

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  await product?.stop()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))

try {
  if (process.argv.includes('--fresh')) rmSync(installation.dataDir, { recursive: true, force: true })
  product = await startProduct({
    ...installation,
    demo: !empty,
    say,
    onCrash(text) {
      console.error(`✗ ${text}`)
      void end(1)
    },
  })
  console.log(
    [
      '',
      '灵工台已启动',
      `  管理后台        ${product.serverUrl}/`,
      `  灵工端（H5）    ${product.serverUrl}/w/`,
      `  手机与银行      ${product.sandboxUrl}/      扮演微信用户、收短信、当银行柜员、拨动时钟`,
      `  接口文档        ${product.serverUrl}/api-docs`,
      ...(empty ? [`  平台首次登录    手机号 ${admin.phone}，密码 ${admin.password}，登录后设置新密码`] : []),
      '  按 Ctrl-C 停止；数据保存在 .data/，npm start -- --fresh 重新开始',
      '',
    ].join('\n'),
  )
} catch (error) {
  console.error(`✗ ${error instanceof StartError ? error.message : String((error as Error).stack)}`)
  await end(1)
}
