import { createCredentials, serverEnvironment } from '@linggong/sandbox'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'
import { testEnvironment } from '../environment.ts'

const complete = testEnvironment(
  'mongodb://127.0.0.1:1/test',
  serverEnvironment(createCredentials(), 'http://127.0.0.1:3001'),
)

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('configuration', () => {
  it('is complete with the sandbox’s variables and the server’s own', () => {
    expect(readConfig(complete)).toMatchObject({
      host: '127.0.0.1',
      environment: 'test',
      sandbox: { url: 'http://127.0.0.1:3001' },
    })
  })

  it('names every missing and every wrong variable at once', () => {
    const problems = problemsOf({
      ...complete,
      MONGODB_URI: '',
      PORT: 'abc',
      SIGNING_KEY: 'c2hvcnQ=',
      DATA_KEYS: '{',
    })
    expect(problems).toHaveLength(4)
    expect(problems[0]).toBe('缺少环境变量 MONGODB_URI')
    expect(problems.join()).toMatch(/PORT.*DATA_KEYS.*SIGNING_KEY/)
  })

  it('needs the current data key to be in the ring', () => {
    const keys = JSON.stringify({
      current: 'k9',
      keys: JSON.parse(complete['DATA_KEYS'] ?? '').keys as unknown,
    })
    expect(problemsOf({ ...complete, DATA_KEYS: keys })).toEqual([
      '环境变量 DATA_KEYS 不正确：current 指定的密钥不在 keys 中',
    ])
  })

  it('refuses the sandbox’s variables in production and runs there without them', () => {
    const problems = problemsOf({ ...complete, NODE_ENV: 'production' })
    expect(problems).toContain('生产环境不能设置 SANDBOX_CONTROL_TOKEN')
    expect(problems).toContain('生产环境不能设置 WECHAT_BASE_URL')
    const {
      WECHAT_BASE_URL: _a,
      WECHAT_OAUTH_BASE_URL: _b,
      TENCENT_BASE_URL: _c,
      SANDBOX_URL: _d,
      SANDBOX_CONTROL_TOKEN: _e,
      ...real
    } = complete
    expect(readConfig({ ...real, NODE_ENV: 'production' }).sandbox).toBeUndefined()
  })
})
