import type { HostCanvas } from './canvas.ts'
import type { Network } from './network.ts'
import type { PageStack } from './pages.ts'
import { createSelectorQuery } from './selector-query.ts'
import type { HostNode } from './tree.ts'

interface Options {
  success?: (result: unknown) => void
  fail?: (error: { errMsg: string }) => void
  complete?: (result: unknown) => void
  [key: string]: unknown
}

export interface WxWorld {
  stack: PageStack
  network: Network
  toGuest: (value: unknown) => unknown
  root: () => HostNode | null
  canvases: Map<string, HostCanvas>
  /** A code of wx.login for the person who plays. */
  loginCode: () => Promise<string>
  /** Temporary path of the next camera picture. */
  takePhoto: () => string
  /** Temporary paths of the pictures chosen next. */
  choosePhotos: (count: number) => string[]
  launch: { path: string; query: Record<string, string>; scene: number }
  /** What was shown beside the pages: toasts, in order. */
  toasts: string[]
  /** Message templates the person was asked about. */
  subscriptions: string[]
}

const system = {
  SDKVersion: '3.5.0',
  platform: 'devtools',
  system: 'iOS 17.0',
  brand: 'devtools',
  model: 'iPhone 14',
  pixelRatio: 3,
  windowWidth: 390,
  windowHeight: 760,
  screenWidth: 390,
  screenHeight: 844,
  statusBarHeight: 47,
  safeArea: { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 },
  language: 'zh_CN',
  theme: 'light',
  version: '8.0.50',
}

/** The wx object of the host: what the app uses does what WeChat documents; the rest is not there. */
export function createWx(world: WxWorld): Record<string, unknown> {
  const { toGuest, stack } = world
  const store = new Map<string, unknown>()
  const copy = (value: unknown) => (value === undefined ? '' : toGuest(value))

  const answer = (options: Options | undefined, result: Record<string, unknown> = {}) => {
    const given = toGuest({ errMsg: 'ok', ...result })
    setTimeout(() => {
      options?.success?.(given)
      options?.complete?.(given)
    }, 0)
  }
  const later = (options: Options | undefined, work: Promise<Record<string, unknown>>) => {
    work.then(
      (result) => answer(options, result),
      (error: Error) => options?.fail?.({ errMsg: error.message }),
    )
  }
  const move = (go: (url: string) => void) => (options: Options) => {
    setTimeout(() => {
      try {
        go(String(options.url))
        answer(options)
      } catch (error) {
        options.fail?.({ errMsg: (error as Error).message })
      }
    }, 0)
  }

  const immediate = {
    request: world.network.request,
    uploadFile: world.network.uploadFile,
    login: (options: Options) =>
      later(
        options,
        world.loginCode().then((code) => ({ code })),
      ),

    getStorageSync: (key: string) => copy(store.get(key)),
    setStorageSync: (key: string, value: unknown) => void store.set(key, value),
    removeStorageSync: (key: string) => void store.delete(key),

    getSystemInfoSync: () => toGuest(system),
    getWindowInfo: () => toGuest(system),
    getDeviceInfo: () => toGuest(system),
    getAppBaseInfo: () => toGuest(system),
    getLaunchOptionsSync: () => toGuest(world.launch),
    getEnterOptionsSync: () => toGuest(world.launch),
    getMenuButtonBoundingClientRect: () =>
      toGuest({ left: 296, right: 383, top: 51, bottom: 83, width: 87, height: 32 }),
    canIUse: () => true,
    nextTick: (callback: () => void) => setTimeout(callback, 0),
    onWindowResize: () => undefined,
    offWindowResize: () => undefined,

    createSelectorQuery: () =>
      createSelectorQuery(world.root, () => stack.current().scrollTop, world.canvases),
    createCameraContext: () => ({
      takePhoto: (options: Options) => answer(options, { tempImagePath: world.takePhoto() }),
    }),
  }
  const asynchronous: Record<string, (options: Options) => void> = {
    login: (options) =>
      later(
        options,
        world.loginCode().then((code) => ({ code })),
      ),
    navigateTo: move(stack.navigateTo),
    redirectTo: move(stack.redirectTo),
    reLaunch: move(stack.reLaunch),
    switchTab: move(stack.reLaunch),
    navigateBack: (options) => {
      setTimeout(() => {
        stack.navigateBack(Number(options.delta ?? 1))
        answer(options)
      }, 0)
    },
    getSystemInfo: (options) => answer(options, system),
    pageScrollTo: (options: Options) => {
      const page = stack.current()
      page.scrollTop = Number(options.scrollTop ?? 0)
      page.onPageScroll?.({ scrollTop: page.scrollTop })
      answer(options)
    },

    chooseMedia: (options: Options) => {
      const paths = world.choosePhotos(Number(options.count ?? 9))
      if (paths.length === 0) options.fail?.({ errMsg: 'chooseMedia:fail cancel' })
      else
        answer(options, {
          type: 'image',
          tempFiles: paths.map((tempFilePath) => ({ tempFilePath, size: 1, fileType: 'image' })),
        })
    },
    requestSubscribeMessage: (options: Options) => {
      const ids = (options.tmplIds as string[]) ?? []
      world.subscriptions.push(...ids)
      answer(options, Object.fromEntries(ids.map((id) => [id, 'accept'])))
    },
    openSetting: (options) => answer(options, { authSetting: { 'scope.camera': true } }),
    showToast: (options: Options) => {
      world.toasts.push(String(options.title))
      answer(options)
    },
    hideToast: (options?: Options) => answer(options),
    previewImage: (options) => answer(options),
    makePhoneCall: (options) => answer(options),
    setNavigationBarTitle: (options) => answer(options),
  }
  const promised = Object.entries(asynchronous).map(([name, run]) => [name, orPromise(run)])
  return { ...immediate, ...Object.fromEntries(promised) }
}

/** Without a callback an asynchronous call of wx answers a promise (base library 2.10.2). */
function orPromise(run: (options: Options) => void): (options?: Options) => unknown {
  return (options = {}) => {
    if (options.success || options.fail || options.complete) return run(options)
    return new Promise((success, fail) => run({ ...options, success, fail }))
  }
}
