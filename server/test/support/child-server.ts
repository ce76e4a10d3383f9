import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import mongoose from 'mongoose'
import type { TestServer } from '../harness.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The environment by which another process is a second server on the same database, files and sandbox. */
export function environmentOf({ services }: TestServer): Record<string, string> {
  const { config } = services
  const uri = new URL(config.mongodbUri)
  uri.pathname = `/${mongoose.connection.name}`
  const { wechat, tencent, bank } = config
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'test',
    MONGODB_URI: uri.href,
    PORT: '0',
    PUBLIC_URL: config.publicUrl,
    LOG_LEVEL: 'info',
    DATA_KEYS: JSON.stringify(config.dataKeys),
    BLIND_INDEX_KEY: config.blindIndexKey.toString('base64'),
    SIGNING_KEY: config.signingKey.toString('base64'),
    FILES_DIR: config.filesDir,
    WECHAT_BASE_URL: wechat.baseUrl ?? '',
    WECHAT_OAUTH_BASE_URL: wechat.oauthBaseUrl ?? '',
    WECHAT_OA_APP_ID: wechat.oaAppId,
    WECHAT_OA_SECRET: wechat.oaSecret,
    WECHAT_OA_TOKEN: wechat.oaToken,
    WECHAT_OA_AES_KEY: wechat.oaAesKey,
    WECHAT_MP_APP_ID: wechat.mpAppId,
    WECHAT_MP_SECRET: wechat.mpSecret,
    WECHAT_JS_SDK_URL: wechat.jsSdkUrl,
    TENCENT_BASE_URL: tencent.baseUrl ?? '',
    TENCENT_SECRET_ID: tencent.secretId,
    TENCENT_SECRET_KEY: tencent.secretKey,
    TENCENT_FACE_RULE_ID: tencent.faceRuleId,
    TENCENT_SMS_APP_ID: tencent.smsAppId,
    TENCENT_SMS_SIGN: tencent.smsSign,
    BANK_BASE_URL: bank.baseUrl,
    BANK_CLIENT_ID: bank.clientId,
    BANK_CLIENT_PRIVATE_KEY: bank.clientPrivateKey,
    BANK_PUBLIC_KEY: bank.publicKey,
    SANDBOX_URL: config.sandbox?.url ?? '',
    SANDBOX_CONTROL_TOKEN: config.sandbox?.controlToken ?? '',
  }
}

export interface ChildProgram {
  child: ChildProcess
  output(): string
  exit: Promise<number | null>
}

/** Runs a program of the server, named from its folder, beside a test server. */
export function startProgram(server: TestServer, program: string): ChildProgram {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: root,
    env: environmentOf(server),
    stdio: 'pipe',
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, output: () => text, exit }
}
