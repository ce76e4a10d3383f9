import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HostCanvas } from './canvas.ts'
import { createGuest } from './load-bundle.ts'
import { startFakeApi } from './fake-api.ts'
import type { FakeApi } from './fake-api.ts'
import { bootWeapp } from './index.ts'
import type { Weapp } from './index.ts'
import { applyPatch } from './tree.ts'
import vm from 'node:vm'

const bundleDir = fileURLToPath(new URL('../../../miniapp/dist/weapp', import.meta.url))

describe('the mini-program host', () => {
  let api: FakeApi
  let app: Weapp

  beforeAll(async () => {
    api = await startFakeApi()
    app = await bootWeapp({
      bundleDir,
      person: 'p1',
      server: api.url,
      sandbox: { loginCode: async () => 'js-code', phoneCode: async () => 'phone-code' },
    })
  }, 120_000)
  afterAll(() => api.stop())

  test('an unknown WeChat user comes to the login page, where nothing is ticked', async () => {
    await app.waitFor('登录灵工台')
    expect(app.page()).toBe('pages/login/index')
    await app.tap('手机号快捷登录')
    await app.waitFor('请先阅读协议')
    expect(api.calls.some((call) => call.path.endsWith('phone-code'))).toBe(false)
  }, 60_000)

  test('after the agreements are ticked the phone button logs in and the task hall opens', async () => {
    await app.tap('我已阅读并同意')
    await app.tap('手机号快捷登录')
    await app.waitFor('周末推广')
    expect(app.page()).toBe('pages/tasks/index')
    expect(app.text()).toContain('￥200.00')
  }, 60_000)

  test('a lost answer to accepting is retried with the same key', async () => {
    await app.tap('周末推广')
    await app.waitFor('接受任务')
    expect(app.page()).toBe('pages/task/index')
    app.loseNextAnswer()
    await app.tap('接受任务')
    await app.waitFor('网络不通')
    await app.tap('接受任务')
    await app.waitFor('完成任务')
    const keys = api.calls.filter((call) => call.path.endsWith('/accept')).map((call) => call.key)
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
    expect(app.subscriptions()).toContain('task-assigned')
  }, 60_000)

  test('what is not on the page cannot be tapped', async () => {
    await expect(app.tap('不存在的按钮')).rejects.toThrow('nothing to tap')
  })
})

test('mini-program code has neither eval nor new Function', () => {
  const guest = createGuest({})
  expect(() => vm.runInContext('eval("1")', guest)).toThrow('Code generation')
  expect(() => vm.runInContext('new Function("return 1")()', guest)).toThrow('Code generation')
  expect(vm.runInContext('typeof window + typeof fetch + typeof AbortController', guest)).toBe(
    'undefinedundefinedundefined',
  )
})

test('setData paths reach into lists and objects', () => {
  const data: Record<string, unknown> = { root: { cn: [{ v: 'a' }] } }
  applyPatch(data, 'root.cn.[0].v', 'b')
  applyPatch(data, 'root.cn.[1]', { v: 'c' })
  applyPatch(data, 'root.cn[1].cl', 'd')
  expect(data).toEqual({ root: { cn: [{ v: 'b' }, { v: 'c', cl: 'd' }] } })
})

test('a stroke on the canvas is a PNG picture with dark pixels', () => {
  const canvas = new HostCanvas()
  const empty = canvas.toDataURL()
  const pen = canvas.getContext() as CanvasPen
  pen.beginPath()
  pen.moveTo(10, 10)
  pen.lineTo(100, 60)
  pen.stroke()
  expect(canvas.toDataURL()).toMatch(/^data:image\/png;base64,[A-Za-z0-9+/=]+$/)
  expect(canvas.toDataURL()).not.toBe(empty)
})

interface CanvasPen {
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  stroke(): void
}
