import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createCredentials,
  refuseProduction,
  serverEnvironment,
  startSandbox,
  type Credentials,
} from './index.ts'

/**
 * Starts the sandbox by environment: SANDBOX_PORT (3001), HOST (127.0.0.1), SANDBOX_DIR (.data/sandbox),
 * SERVER_URL (http://127.0.0.1:3000), CONSOLE_URL, SANDBOX_CREDENTIALS (JSON). Without the last, credentials are
 * made once and kept in SANDBOX_DIR/credentials.json, and what the server beside it needs is written to
 * SANDBOX_DIR/server-environment.json.
 */
async function main(): Promise<void> {
  refuseProduction()
  const environment = process.env
  const dir = environment['SANDBOX_DIR'] ?? '.data/sandbox'
  const port = Number(environment['SANDBOX_PORT'] ?? 3001)
  mkdirSync(dir, { recursive: true })
  const serverUrl = environment['SERVER_URL'] ?? 'http://127.0.0.1:3000'
  const given = environment['SANDBOX_CREDENTIALS']
  const credentials = given
    ? (JSON.parse(given) as Credentials)
    : keptCredentials(join(dir, 'credentials.json'))
  const sandbox = await startSandbox({
    port,
    host: environment['HOST'] ?? '127.0.0.1',
    dir: join(dir, 'world'),
    credentials,
    serverUrl,
    consoleUrl: environment['CONSOLE_URL'] ?? serverUrl,
    log: (message, details) => console.log(JSON.stringify({ sandbox: message, ...details })),
  })
  if (!given) writePrivate(join(dir, 'server-environment.json'), serverEnvironment(credentials, sandbox.url))
  console.log(`sandbox listening on ${sandbox.url}`)

  const stop = (): void => void sandbox.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

/** Reads the credentials of this installation, or makes them the first time. */
function keptCredentials(file: string): Credentials {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Credentials
  const made = createCredentials()
  writePrivate(file, made)
  return made
}

function writePrivate(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
}

main().catch((error: NodeJS.ErrnoException) => {
  const port = process.env['SANDBOX_PORT'] ?? '3001'
  console.error(
    error.code === 'EADDRINUSE'
      ? `端口 ${port} 已被占用，沙箱没有启动。请关闭占用它的程序，或用 SANDBOX_PORT 指定另一个端口。`
      : error.message,
  )
  process.exit(1)
})
