import Taro from '@tarojs/taro'
import { pathOf, routeOf, tabRoutes, withParameters } from '@/routes'
import type { AddressParameters, RouteName } from '@/routes'

/** Opens an address of this app; a tab is switched to. */
export function openPath(path: string, how: 'push' | 'replace' | 'restart' = 'push'): void {
  const url = `/${path.replace(/^\//, '')}`
  const route = routeOf(path)
  if (route && tabRoutes.includes(route)) void Taro.switchTab({ url })
  else if (how === 'restart') void Taro.reLaunch({ url })
  else if (how === 'replace') void Taro.redirectTo({ url })
  else void Taro.navigateTo({ url })
}

/** Opens a page by its name. */
export function open(
  route: RouteName,
  parameters: AddressParameters = {},
  how: 'push' | 'replace' | 'restart' = 'push',
): void {
  openPath(pathOf(route, parameters), how)
}

/** Back to the page before, or to the task hall when this is the first one. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else open('tasks')
}

/** The address of the page that is shown, with the parameters that may be in an address. */
export function currentPath(): string {
  const router = Taro.getCurrentInstance().router
  const page = (router?.path ?? '').replace(/^\//, '').split('?')[0] ?? ''
  return withParameters(page, (router?.params ?? {}) as Record<string, string | undefined>)
}
