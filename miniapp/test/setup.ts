import Taro from '@tarojs/taro'
import { beforeEach, vi } from 'vitest'

declare global {
  // React reads it: updates in tests happen inside act().
  var IS_REACT_ACT_ENVIRONMENT: boolean
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true

beforeEach(() => {
  localStorage.clear()
  for (const move of ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab'] as const)
    vi.spyOn(Taro, move).mockResolvedValue({ errMsg: 'ok' })
})
