import { ConfigError, readConfig } from './config.ts'
import { createGateways } from './create-gateways.ts'
import { createLogger } from './logger.ts'
import { modules } from './modules/index.ts'
import { startServer, type RunningServer } from './start-server.ts'

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return '端口已被占用，请用环境变量 PORT 换一个端口'
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Ends the process when it is asked to, once everything in progress is done; a second request ends it at once. */
function stopOnSignal(server: RunningServer): void {
  let stopping = false
  const stop = (signal: string): void => {
    if (stopping) process.exit(1)
    stopping = true
    server.services.logger.info({ signal }, 'stopping')
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

try {
  const config = readConfig(process.env)
  const logger = createLogger(config)
  const server = await startServer({ config, logger, gateways: createGateways, modules, jobs: true })
  stopOnSignal(server)
  logger.info({ url: server.url }, 'listening')
  process.send?.({ ready: server.url })
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
}
