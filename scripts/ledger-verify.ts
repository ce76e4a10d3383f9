/**
 * `npm run ledger:verify`: of the product that `npm start` runs here, or of the one that the environment names
 * (DATA_KEYS and the rest, as in production).
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { localInstallation, startedInstallation } from './local-installation.ts'
import { root } from './workspace.mjs'

const installation = startedInstallation(root)
const named = process.env['DATA_KEYS'] !== undefined
if (!named && !existsSync(installation.dataDir)) {
  console.error(
    '还没有可核对的账本：请先运行 npm start，或用环境变量指明要核对的服务（见 docs/operations.md）',
  )
  process.exit(2)
}
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'server/src/modules/ledger/verify-cli.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    env: named ? process.env : { ...process.env, ...localInstallation(installation).environment },
  },
)
if (status === 2 && !named) console.error('请确认 npm start 正在另一个终端里运行')
process.exit(status ?? 2)
