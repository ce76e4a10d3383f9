/** What `npm start` runs once everything is installed and built. `--fresh` begins anew, `--empty` leaves the demo out. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { StartError, startProduct, type Product } from './start-product.ts'
import { root, say } from './workspace.mjs'

const dataDir = join(root, '.data')
let product: Product | undefined
let ending = false

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  await product?.stop()
  process.exit(code)
}

process.on('SIGINT', () => void end(0))
process.on('SIGTERM', () => void end(0))

try {
  if (process.argv.includes('--fresh')) rmSync(dataDir, { recursive: true, force: true })
  product = await startProduct({
    host: process.env['HOST'] ?? '127.0.0.1',
    ports: {
      server: Number(process.env['PORT'] ?? 3000),
      sandbox: Number(process.env['SANDBOX_PORT'] ?? 3001),
      localdb: Number(process.env['LOCALDB_PORT'] ?? 3002),
    },
    dataDir,
    ...(process.env['MONGODB_URI'] ? { mongodbUri: process.env['MONGODB_URI'] } : {}),
    ...(process.env['PUBLIC_URL'] ? { publicUrl: process.env['PUBLIC_URL'] } : {}),
    admin: {
      name: process.env['ADMIN_NAME'] ?? '平台管理员',
      phone: process.env['ADMIN_PHONE'] ?? '13800000001',
      password: process.env['ADMIN_PASSWORD'] ?? 'Linggong#2026',
    },
    demo: !process.argv.includes('--empty'),
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
      '  按 Ctrl-C 停止；数据保存在 .data/，npm start -- --fresh 重新开始',
      '',
    ].join('\n'),
  )
} catch (error) {
  console.error(`✗ ${error instanceof StartError ? error.message : String((error as Error).stack)}`)
  await end(1)
}
