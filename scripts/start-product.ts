import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { localInstallation, type Installation } from './local-installation.ts'
import { root } from './workspace.mjs'

export interface ProductOptions extends Installation {
  /** Fills an empty installation with a provider, an enterprise, workers and tasks. */
  demo: boolean
  say(text: string): void
  /** A part ended by itself. */
  onCrash(text: string): void
}

export interface Product {
  serverUrl: string
  sandboxUrl: string
  /** What the server runs with, for its command lines. */
  environment: Record<string, string>
  stop(): Promise<void>
}

/** What a person can mend: shown without a stack. */
export class StartError extends Error {}

/** Refuses to begin when a port is taken, and says by which variable another is chosen. */
async function requireFreePort(host: string, port: number, variable: string): Promise<void> {
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

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok
  } catch {
    return false
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The processes of one product, stopped in the opposite order of their start. */
function processes(options: ProductOptions) {
  const children: { name: string; child: ChildProcess }[] = []
  let stopping = false

  async function start(
    name: string,
    args: string[],
    environment: Record<string, string>,
    ready: { line: string } | { url: string },
  ): Promise<void> {
    // A group of its own: Ctrl-C reaches the starter alone, which then stops them in order.
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    children.push({ name, child })
    let sawLine = false
    child.stdout?.on('data', (chunk: Buffer) => {
      if ('line' in ready && String(chunk).includes(ready.line)) sawLine = true
      if (process.env['VERBOSE']) process.stdout.write(chunk)
    })
    child.on('exit', (code) => {
      if (!stopping) options.onCrash(`${name}意外退出（退出码 ${code}）；用 VERBOSE=1 可看到完整日志`)
    })
    for (let waited = 0; waited < 60_000; waited += 100) {
      if (child.exitCode !== null) throw new StartError(`${name}没有启动成功`)
      if (sawLine || ('url' in ready && (await answers(ready.url)))) return
      await pause(100)
    }
    throw new StartError(`${name}一分钟内没有就绪`)
  }

  async function stop(): Promise<void> {
    stopping = true
    for (const { child } of children.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await ended
      clearTimeout(late)
    }
  }

  return { start, stop }
}

/** Runs a command line of the server to its end. */
async function runCli(file: string, environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((resolve) => child.on('exit', resolve))
  if (code !== 0) throw new StartError(`${file} 没有成功（退出码 ${String(code)}）`)
}

/**
 * Starts database, sandbox and server as processes of their own and seeds them. Data stays in `dataDir`.
 * @throws StartError with what a person can do about it; whatever was started is stopped first
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { host, ports, dataDir, say } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  await requireFreePort(host, ports.server, 'PORT')
  await requireFreePort(host, ports.sandbox, 'SANDBOX_PORT')
  if (!options.mongodbUri) await requireFreePort(host, ports.localdb, 'LOCALDB_PORT')

  const { credentials, serverUrl, sandboxUrl, environment } = localInstallation(options)
  const running = processes(options)
  try {
    if (!options.mongodbUri) {
      say('启动数据库')
      const args = ['localdb/bin/localdb.mjs', '--dir', join(dataDir, 'db'), '--port', String(ports.localdb)]
      await running.start('数据库', args, {}, { line: 'localdb listening on' })
    }
    say('启动沙箱（微信、腾讯云、银行）')
    const sandbox = {
      NODE_ENV: 'development',
      HOST: host,
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_DIR: join(dataDir, 'sandbox'),
      SANDBOX_CREDENTIALS: JSON.stringify(credentials),
      SERVER_URL: serverUrl,
    }
    await running.start('沙箱', ['--import', 'tsx', 'sandbox/src/main.ts'], sandbox, {
      line: 'sandbox listening on',
    })
    say('准备基础数据')
    await runCli('server/src/seed/base-cli.ts', environment)
    say('启动服务')
    await running.start('服务', ['--import', 'tsx', 'server/src/main.ts'], environment, {
      url: `${serverUrl}/readyz`,
    })
    if (options.demo) {
      say('准备示例数据')
      await runCli('server/src/seed/demo-cli.ts', environment)
    }
  } catch (error) {
    await running.stop()
    throw error
  }
  return { serverUrl, sandboxUrl, environment, stop: running.stop }
}
