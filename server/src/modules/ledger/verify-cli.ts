import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigError, readConfig } from '../../config.ts'
import { createGateways } from '../../create-gateways.ts'
import { connectDatabase, disconnectDatabase } from '../../database/connection.ts'
import { createLogger } from '../../logger.ts'
import { createServices } from '../../services.ts'
import { countOpenRequests } from '../payouts/public.ts'
import { verificationReport } from './verification-report.ts'
import { verifyLedger, type Verification } from './verify.ts'

const tries = 10
const pauseMs = 3_000

/** The bank's figures are only comparable at a quiet moment: where only they differ, it is looked at again for a while. */
async function verifyPatiently(
  run: () => Promise<Verification>,
): Promise<{ found: Verification; open: number }> {
  for (let attempt = 1; ; attempt++) {
    const found = await run()
    const open = await countOpenRequests()
    const mayPass = found.differences.length > 0 && found.differences.every(({ kind }) => kind === 'bank')
    if (!mayPass || attempt === tries) return { found, open }
    await sleep(pauseMs)
  }
}

async function main(): Promise<number> {
  const config = readConfig(process.env)
  await connectDatabase(config.mongodbUri)
  try {
    const services = createServices({
      config,
      logger: createLogger({ logLevel: 'warn' }),
      gateways: createGateways,
    })
    const { found, open } = await verifyPatiently(() => verifyLedger(services.gateways.bank))
    process.stdout.write(`${verificationReport(found, open)}\n`)
    return found.differences.length === 0 ? 0 : 1
  } finally {
    await disconnectDatabase()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  const text =
    error instanceof ConfigError
      ? error.message
      : `账本没有核对成：${error instanceof Error ? error.message : String(error)}`
  process.stderr.write(`${text}\n`)
  process.exitCode = 2
}
