import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProduct, type Product } from '../../../scripts/start-product.ts'
import { root } from '../../../scripts/workspace.mjs'
import { freePorts } from './free-ports.ts'

export const admin = { name: '何总管', phone: '13800000001', password: 'OneTime#2026' }

export interface JourneyProduct extends Product {
  /** Runs `npm run ledger:verify`'s program; answers its exit code and what it printed. */
  verifyLedger(): { code: number | null; output: string }
}

/** The whole product from the base seed alone, on ports and in a data folder of its own. */
export async function startJourneyProduct(options: { demo?: boolean } = {}): Promise<JourneyProduct> {
  const [server, sandbox, localdb] = (await freePorts(3)) as [number, number, number]
  const dataDir = mkdtempSync(join(tmpdir(), 'linggong-e2e-'))
  const product = await startProduct({
    host: '127.0.0.1',
    ports: { server, sandbox, localdb },
    dataDir,
    admin,
    demo: options.demo ?? false,
    say: () => undefined,
    onCrash: (text) => console.error(text),
  })
  return {
    ...product,
    verifyLedger() {
      const args = ['--import', 'tsx', 'server/src/modules/ledger/verify-cli.ts']
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: root,
        env: { ...process.env, ...product.environment },
        encoding: 'utf8',
      })
      return { code: status, output: stdout + stderr }
    },
    async stop() {
      await product.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
