import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCredentials, serverEnvironment, startSandbox, type Sandbox } from '@linggong/sandbox'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { testEnvironment } from '../environment.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const dbName = `process_${process.pid}`
let sandbox: Sandbox
let environment: Record<string, string>

beforeAll(async () => {
  const credentials = createCredentials()
  sandbox = await startSandbox({ memory: true, credentials, serverUrl: 'http://127.0.0.1:1' })
  const uri = new URL(inject('mongodbUri'))
  uri.pathname = `/${dbName}`
  environment = {
    ...testEnvironment(uri.href, serverEnvironment(credentials, sandbox.url)),
    LOG_LEVEL: 'info',
  }
})
afterAll(async () => {
  await sandbox.stop()
  await mongoose.connect(inject('mongodbUri'), { dbName })
  await mongoose.connection.dropDatabase()
  await mongoose.disconnect()
  rmSync(environment['FILES_DIR'] ?? '', { recursive: true, force: true })
})

interface Started {
  child: ChildProcess
  output(): string
  exit: Promise<number | null>
}

function start(extra: Record<string, string> = {}): Started {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { PATH, ...environment, ...extra },
    stdio: 'pipe',
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, output: () => text, exit }
}

async function urlOf({ output }: Started): Promise<string> {
  await expect.poll(output, { timeout: 60_000 }).toContain('"listening"')
  return /"url":"([^"]+)"/.exec(output())?.[1] ?? ''
}

describe('the process', () => {
  it('serves until it is told to end, and then ends cleanly', async () => {
    const server = start()
    const url = await urlOf(server)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' })
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
    await expect(fetch(`${url}/readyz`)).rejects.toThrow('fetch failed')
  })

  it('starts again on the same data after it was killed', async () => {
    const first = start()
    await urlOf(first)
    first.child.kill('SIGKILL')
    await first.exit
    const second = start()
    expect((await fetch(`${await urlOf(second)}/readyz`)).status).toBe(200)
    second.child.kill('SIGINT')
    expect(await second.exit).toBe(0)
  })

  it('does not start without its configuration, and says what is missing', async () => {
    const server = start({ SIGNING_KEY: '', BANK_CLIENT_ID: '' })
    expect(await server.exit).toBe(1)
    expect(server.output()).toContain('缺少环境变量 SIGNING_KEY')
    expect(server.output()).toContain('缺少环境变量 BANK_CLIENT_ID')
  })

  it('says plainly that its port is taken', async () => {
    const first = start()
    const { port } = new URL(await urlOf(first))
    const second = start({ PORT: port })
    expect(await second.exit).toBe(1)
    expect(second.output()).toContain('端口已被占用')
    first.child.kill('SIGTERM')
    await first.exit
  })
})
