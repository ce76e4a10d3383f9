import { applyPatch } from './tree.ts'
import type { RawNode } from './tree.ts'

/** What the bundle hands to Page(). */
export interface PageConfig {
  data?: Record<string, unknown>
  eh?: (event: unknown) => void
  onLoad?: (query: Record<string, string>) => void
  onReady?: () => void
  onShow?: () => void
  onHide?: () => void
  onUnload?: () => void
  onPageScroll?: (event: { scrollTop: number }) => void
  [key: string]: unknown
}

/** An opened page as mini-program code sees it. */
export interface PageInstance extends PageConfig {
  route: string
  options: Record<string, string>
  data: Record<string, unknown>
  scrollTop: number
  setData(patch: Record<string, unknown>, callback?: () => void): void
}

export interface PageStack {
  current(): PageInstance
  all(): PageInstance[]
  navigateTo(url: string): void
  redirectTo(url: string): void
  reLaunch(url: string): void
  navigateBack(delta: number): void
}

/** The mini-program's page stack: at most ten pages, tabs are switched to by `reLaunch`. */
export function createPageStack(
  configOf: (route: string) => PageConfig,
  toGuest: (value: unknown) => unknown,
): PageStack {
  const stack: PageInstance[] = []

  function create(url: string): PageInstance {
    const [path = '', search = ''] = url.replace(/^\//, '').split('?')
    const config = configOf(path)
    const options = toGuest(queryOf(search)) as Record<string, string>
    const instance = Object.assign(Object.create(config) as PageInstance, {
      route: path,
      options,
      data: toGuest(config.data ?? {}) as Record<string, unknown>,
      scrollTop: 0,
    })
    instance.setData = (patch, callback) => {
      for (const [key, value] of Object.entries(patch)) applyPatch(instance.data, key, value)
      if (callback) setTimeout(callback, 0)
    }
    return instance
  }

  function open(url: string): void {
    const page = create(url)
    stack.push(page)
    page.onLoad?.(page.options)
    page.onShow?.()
    setTimeout(() => page.onReady?.(), 0)
  }

  function closeTop(): void {
    stack.pop()?.onUnload?.()
  }

  return {
    current: () => {
      const page = stack.at(-1)
      if (!page) throw new Error('no page is open')
      return page
    },
    all: () => [...stack],
    navigateTo(url) {
      if (stack.length >= 10) throw new Error('more than ten pages are open')
      stack.at(-1)?.onHide?.()
      open(url)
    },
    redirectTo(url) {
      closeTop()
      open(url)
    },
    reLaunch(url) {
      while (stack.length > 0) closeTop()
      open(url)
    },
    navigateBack(delta) {
      for (let count = 0; count < delta && stack.length > 1; count += 1) closeTop()
      stack.at(-1)?.onShow?.()
    },
  }
}

export function queryOf(search: string): Record<string, string> {
  return Object.fromEntries(
    search
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=') as [string, string]),
  )
}

/** The tree that the page was last given. */
export function rootOf(page: PageInstance): RawNode {
  return (page.data.root as RawNode | undefined) ?? {}
}
