import Taro from '@tarojs/taro'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { storage } from '@/platform/storage'
import { goOn } from '@/session/after-login'
import { takeLoginResult } from '@/session/login-result'

const me = {
  phone: '139****0001',
  name: '张*',
  idNumber: null,
  registration: 'started',
  verified: false,
  settlementCard: null,
  contractsToSign: 0,
  idCardValidTo: null,
  scene: null,
}
const answers = new Map<string, unknown>()

beforeEach(() => {
  answers.set('/api/worker/me', me)
  answers.set('/api/worker/scenes/scene-1', {
    kind: 'task',
    assignmentId: 'a1',
    title: '周末推广',
    enterpriseName: '晨光食品有限公司',
    taskKind: 'standard',
  })
  vi.stubGlobal('fetch', async (url: string) => new Response(JSON.stringify(answers.get(url))))
})

describe('the scene of a scanned code', () => {
  test('survives login and registration and ends on the task', async () => {
    storage.set('scene', 'scene-1')
    await takeLoginResult({ next: 'need-phone', wechatToken: 'w1', scene: 'scene-1' })
    expect(Taro.reLaunch).toHaveBeenLastCalledWith({ url: '/pages/login/index' })

    const expiresAt = '2026-12-22T00:00:00.000Z'
    await takeLoginResult({ next: 'signed-in', token: 't1', expiresAt, scene: null })
    expect(Taro.reLaunch).toHaveBeenLastCalledWith({ url: '/pages/register/identity/index' })
    expect(storage.get('scene')).toBe('scene-1')

    answers.set('/api/worker/me', { ...me, registration: 'done' })
    await goOn()
    expect(Taro.reLaunch).toHaveBeenLastCalledWith({ url: '/pages/task/index?id=a1' })
    expect(storage.get('scene')).toBeNull()
  })

  test('of a task that is somebody else’s leads to its explanation', async () => {
    answers.set('/api/worker/me', { ...me, registration: 'done' })
    answers.set('/api/worker/scenes/scene-1', {
      kind: 'task',
      assignmentId: null,
      title: '周末推广',
      enterpriseName: '晨光食品有限公司',
      taskKind: 'standard',
    })
    storage.set('scene', 'scene-1')
    await goOn()
    expect(Taro.reLaunch).toHaveBeenLastCalledWith({ url: '/pages/scene/index?scene=scene-1' })
  })

  test('is kept when the network fails on the way', async () => {
    storage.set('scene', 'scene-1')
    vi.stubGlobal('fetch', async () => Promise.reject(new Error('offline')))
    await expect(goOn()).rejects.toMatchObject({ status: 0 })
    expect(storage.get('scene')).toBe('scene-1')
  })
})

test('the session is kept on the phone and the WeChat step forgotten', async () => {
  storage.set('wechatToken', 'w1')
  answers.set('/api/worker/me', { ...me, registration: 'done' })
  await takeLoginResult({
    next: 'signed-in',
    token: 't1',
    expiresAt: '2026-12-22T00:00:00.000Z',
    scene: null,
  })
  expect(storage.get('token')).toBe('t1')
  expect(storage.get('wechatToken')).toBeNull()
})
