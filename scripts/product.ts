/**
 * Starts database, sandbox and server as processes of their own and stops them in the opposite order.
 * Data and credentials of the sandbox stay in .data/ until `--fresh`.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createCredentials, serverEnvironment } from '@linggong/sandbox'
import { root, say } from './workspace.mjs'

const host = process.env['HOST'] ?? '127.0.0.1'
const ports = {
  server: Number(process.env['PORT'] ?? 3000),
  sandbox: Number(process.env['SANDBOX_PORT'] ?? 3001),
  localdb: Number(process.env['LOCALDB_PORT'] ?? 3002),
}
const dataDir = join(root, '.data')
const children: { name: string; process: ChildProcess }[] = []
let stopping = false

class StartError extends Error {}

/** Refuses to begin when a port is taken, and says by which variable another is chosen. */
async function requireFreePort(port: number, variable: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () =>
      reject(
        new StartError(`端口 ${port} 已被占用，请关闭占用它的程序，或设置环境变量 ${variable} 换一个端口`),
      ),
    )
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

/** Starts a process and waits until it prints `ready` or answers at `readyUrl`. */
async function startProcess(
  name: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  ready: { line?: string; url?: string },
): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  children.push({ name, process: child })
  let sawLine = false
  child.stdout?.on('data', (chunk: Buffer) => {
    if (ready.line && String(chunk).includes(ready.line)) sawLine = true
    else if (process.env['VERBOSE']) process.stdout.write(chunk)
  })
  child.on('exit', (code) => {
    if (stopping) return
    console.error(
      `✗ ${name} 意外退出（退出码 ${code}），其余部分随之停止；用 VERBOSE=1 npm start 可看到完整日志`,
    )
    void stop(1)
  })
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null) throw new StartError(`${name} 没有启动成功`)
    if (sawLine) return
    if (ready.url && (await answers(ready.url))) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new StartError(`${name} 一分钟内没有就绪`)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok
  } catch {
    return false
  }
}

/** Stops in the opposite order; each gets 15 s to finish what it is doing. */
async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  for (const { process: child } of children.toReversed()) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(late)
  }
  process.exit(code)
}

interface LocalSecrets {
  credentials: ReturnType<typeof createCredentials>
  server: Record<string, string>
}

/** Keys of this machine's trial installation: made once, readable by the owner alone. */
function localSecrets(): LocalSecrets {
  const file = join(dataDir, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets
  const key = () => randomBytes(32).toString('base64')
  const secrets: LocalSecrets = {
    credentials: createCredentials(),
    server: {
      DATA_KEYS: JSON.stringify({ current: 'k1', keys: { k1: key() } }),
      BLIND_INDEX_KEY: key(),
      SIGNING_KEY: key(),
    },
  }
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  chmodSync(file, 0o600)
  return secrets
}

async function main(): Promise<void> {
  if (process.argv.includes('--fresh')) rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  await requireFreePort(ports.server, 'PORT')
  await requireFreePort(ports.sandbox, 'SANDBOX_PORT')
  const ownDatabase = !process.env['MONGODB_URI']
  if (ownDatabase) await requireFreePort(ports.localdb, 'LOCALDB_PORT')

  const secrets = localSecrets()
  const serverUrl = `http://127.0.0.1:${ports.server}`
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`
  const environment: Record<string, string> = {
    ...secrets.server,
    ...serverEnvironment(secrets.credentials, sandboxUrl),
    NODE_ENV: 'development',
    MONGODB_URI: process.env['MONGODB_URI'] ?? `mongodb://127.0.0.1:${ports.localdb}/linggong?replicaSet=rs0`,
    HOST: host,
    PORT: String(ports.server),
    PUBLIC_URL: process.env['PUBLIC_URL'] ?? serverUrl,
    FILES_DIR: join(dataDir, 'files'),
  }

  if (ownDatabase) {
    say('启动数据库')
    await startProcess(
      '数据库',
      ['localdb/bin/localdb.mjs', '--dir', join(dataDir, 'db'), '--port', String(ports.localdb)],
      {},
      { line: 'localdb listening on' },
    )
  }
  say('启动沙箱（微信、腾讯云、银行）')
  await startProcess(
    '沙箱',
    ['--import', 'tsx', 'sandbox/src/main.ts'],
    {
      NODE_ENV: 'development',
      HOST: host,
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_DIR: join(dataDir, 'sandbox'),
      SANDBOX_CREDENTIALS: JSON.stringify(secrets.credentials),
      SERVER_URL: serverUrl,
    },
    { url: `${sandboxUrl}/healthz` },
  )
  say('启动服务')
  await startProcess('服务', ['--import', 'tsx', 'server/src/main.ts'], environment, {
    url: `${serverUrl}/readyz`,
  })
  say('准备示例数据')
  await new Promise<void>((resolve, reject) => {
    const seed = spawn(process.execPath, ['--import', 'tsx', 'server/src/seed/demo-cli.ts'], {
      cwd: root,
      env: { ...process.env, ...environment, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    seed.on('exit', (code) => (code === 0 ? resolve() : reject(new StartError('示例数据没有准备成功'))))
  })
  console.log(
    [
      '',
      '灵工台已启动',
      `  管理后台        ${serverUrl}/`,
      `  灵工端（H5）    ${serverUrl}/w/`,
      `  手机与银行      ${sandboxUrl}/      扮演微信用户、收短信、当银行柜员、拨动时钟`,
      `  接口文档        ${serverUrl}/api-docs`,
      '  按 Ctrl-C 停止；数据保存在 .data/，npm start -- --fresh 重新开始',
      '',
    ].join('\n'),
  )
}

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
try {
  await main()
} catch (error) {
  console.error(`✗ ${error instanceof StartError ? error.message : String((error as Error).stack)}`)
  await stop(1)
}
