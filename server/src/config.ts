import { z } from 'zod'

const bytes32 = (value: string): boolean => Buffer.from(value, 'base64').length === 32
const base64Key = z.string().refine(bytes32, '须为 32 字节的 base64')
const text = z.string().min(1, '不能为空')
const url = z.url('须为网址')
const pem = z
  .string()
  .transform((value) => value.replaceAll('\\n', '\n'))
  .refine((value) => value.includes('-----BEGIN'), '须为 PEM')

const zDataKeys = z
  .string()
  .transform((value, context) => {
    try {
      return JSON.parse(value) as unknown
    } catch {
      context.addIssue({
        code: 'custom',
        message: '须为 JSON，如 {"current":"k1","keys":{"k1":"<32 字节 base64>"}}',
      })
      return z.NEVER
    }
  })
  .pipe(z.object({ current: text, keys: z.record(z.string(), base64Key) }))
  .refine((ring) => ring.current in ring.keys, 'current 指定的密钥不在 keys 中')

const zEnvironment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, '须以 mongodb:// 开头'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: url,
  TRUST_PROXY: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  DATA_KEYS: zDataKeys,
  BLIND_INDEX_KEY: base64Key,
  SIGNING_KEY: base64Key,
  FILES_DIR: text,
  METRICS_TOKEN: text.optional(),
  SERVICE_HOTLINE: z.string().default(''),
  WECHAT_BASE_URL: url.optional(),
  WECHAT_OAUTH_BASE_URL: url.optional(),
  WECHAT_OA_APP_ID: text,
  WECHAT_OA_SECRET: text,
  WECHAT_OA_TOKEN: text,
  WECHAT_OA_AES_KEY: z.string().length(43, '须为 43 个字符'),
  WECHAT_MP_APP_ID: text,
  WECHAT_MP_SECRET: text,
  WECHAT_JS_SDK_URL: url.default('https://res.wx.qq.com/open/js/jweixin-1.6.0.js'),
  TENCENT_BASE_URL: url.optional(),
  TENCENT_SECRET_ID: text,
  TENCENT_SECRET_KEY: text,
  TENCENT_FACE_RULE_ID: text,
  TENCENT_SMS_APP_ID: text,
  TENCENT_SMS_SIGN: text,
  BANK_BASE_URL: url,
  BANK_NAME: text.default('合作银行'),
  BANK_CLIENT_ID: text,
  BANK_CLIENT_PRIVATE_KEY: pem,
  BANK_PUBLIC_KEY: pem,
  SANDBOX_URL: url.optional(),
  SANDBOX_CONTROL_TOKEN: text.optional(),
})

const sandboxOnly = [
  'WECHAT_BASE_URL',
  'WECHAT_OAUTH_BASE_URL',
  'TENCENT_BASE_URL',
  'SANDBOX_URL',
  'SANDBOX_CONTROL_TOKEN',
] as const

export type Config = ReturnType<typeof readConfig>

/** Every variable that is missing or wrong, one a line, in Chinese. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`配置有误，服务没有启动：\n${problems.map((line) => `  ${line}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

function problemsOf(error: z.ZodError, environment: Record<string, string | undefined>): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0])
    return environment[name] === undefined
      ? `缺少环境变量 ${name}`
      : `环境变量 ${name} 不正确：${issue.message}`
  })
}

/**
 * The server's configuration from environment variables alone; an empty variable counts as missing.
 * @throws ConfigError naming every missing or invalid variable at once
 */
export function readConfig(source: Record<string, string | undefined>) {
  const environment = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = zEnvironment.safeParse(environment)
  const problems = parsed.success ? [] : problemsOf(parsed.error, environment)
  if (environment['NODE_ENV'] === 'production') {
    problems.push(
      ...sandboxOnly.filter((name) => environment[name]).map((name) => `生产环境不能设置 ${name}`),
    )
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)

  const e = parsed.data
  return {
    environment: e.NODE_ENV,
    mongodbUri: e.MONGODB_URI,
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL.replace(/\/$/, ''),
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    dataKeys: e.DATA_KEYS,
    blindIndexKey: Buffer.from(e.BLIND_INDEX_KEY, 'base64'),
    signingKey: Buffer.from(e.SIGNING_KEY, 'base64'),
    filesDir: e.FILES_DIR,
    metricsToken: e.METRICS_TOKEN,
    serviceHotline: e.SERVICE_HOTLINE,
    wechat: {
      baseUrl: e.WECHAT_BASE_URL,
      oauthBaseUrl: e.WECHAT_OAUTH_BASE_URL,
      oaAppId: e.WECHAT_OA_APP_ID,
      oaSecret: e.WECHAT_OA_SECRET,
      oaToken: e.WECHAT_OA_TOKEN,
      oaAesKey: e.WECHAT_OA_AES_KEY,
      mpAppId: e.WECHAT_MP_APP_ID,
      mpSecret: e.WECHAT_MP_SECRET,
      jsSdkUrl: e.WECHAT_JS_SDK_URL,
    },
    tencent: {
      baseUrl: e.TENCENT_BASE_URL,
      secretId: e.TENCENT_SECRET_ID,
      secretKey: e.TENCENT_SECRET_KEY,
      faceRuleId: e.TENCENT_FACE_RULE_ID,
      smsAppId: e.TENCENT_SMS_APP_ID,
      smsSign: e.TENCENT_SMS_SIGN,
    },
    bank: {
      name: e.BANK_NAME,
      baseUrl: e.BANK_BASE_URL,
      clientId: e.BANK_CLIENT_ID,
      clientPrivateKey: e.BANK_CLIENT_PRIVATE_KEY,
      publicKey: e.BANK_PUBLIC_KEY,
    },
    sandbox:
      e.SANDBOX_URL && e.SANDBOX_CONTROL_TOKEN
        ? { url: e.SANDBOX_URL, controlToken: e.SANDBOX_CONTROL_TOKEN }
        : undefined,
  }
}
