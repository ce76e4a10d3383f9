import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import type { PageConfig } from './pages.ts'

export interface AppConfig {
  onLaunch?: (options: unknown) => void
  onShow?: (options: unknown) => void
  [key: string]: unknown
}

export interface LoadedBundle {
  app: AppConfig
  configOf: (route: string) => PageConfig
}

type Require = (name: string) => unknown

/**
 * Runs a mini-program bundle in a world of its own: the language, timers, `wx` and what WeChat gives, no window,
 * no fetch, no AbortController, and neither eval nor new Function, as on a phone.
 */
export function createGuest(globals: Record<string, unknown>): vm.Context {
  const guest = vm.createContext(
    { ...globals, console, setTimeout, clearTimeout, setInterval, clearInterval },
    { codeGeneration: { strings: false, wasm: false } },
  )
  vm.runInContext('var global = globalThis', guest)
  return guest
}

/** Makes a copy of a value out of the guest's own objects, so that its Array and Object checks hold; functions stay. */
export function guestCopier(guest: vm.Context): (value: unknown) => unknown {
  const source = `(function copy(value) {
    if (value === null || typeof value !== 'object') return value
    if (typeof value.getContext === 'function') return value
    if (Object.prototype.toString.call(value) === '[object Array]') return Array.prototype.map.call(value, copy)
    var result = {}
    for (var key of Object.keys(value)) result[key] = copy(value[key])
    return result
  })`
  return vm.runInContext(source, guest) as (value: unknown) => unknown
}

/** Loads app.js and gives pages by their route; each file is run once, as WeChat does. */
export function loadBundle(
  bundleDir: string,
  guest: vm.Context,
  globals: Record<string, unknown>,
): LoadedBundle {
  const modules = new Map<string, { exports: unknown }>()
  const pages = new Map<string, PageConfig>()
  let app: AppConfig = {}
  let loading = ''

  Object.assign(globals, {
    App: (config: AppConfig) => {
      app = config
      return config
    },
    Page: (config: PageConfig) => void pages.set(loading, config),
    Component: () => undefined,
    Behavior: () => undefined,
    getApp: () => app,
  })
  Object.assign(guest, globals)

  const run = (file: string): unknown => {
    const known = modules.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    modules.set(file, module)
    const code = `(function (require, module, exports) {${readFileSync(file, 'utf8')}\n})`
    const body = new vm.Script(code, { filename: file }).runInContext(guest) as (
      require: Require,
      module: { exports: unknown },
      exports: unknown,
    ) => void
    const requireFrom: Require = (name) =>
      run(path.resolve(path.dirname(file), name.endsWith('.js') ? name : `${name}.js`))
    body(requireFrom, module, module.exports)
    return module.exports
  }

  run(path.join(bundleDir, 'app.js'))
  return {
    app,
    configOf(route) {
      if (!pages.has(route)) {
        loading = route
        run(path.join(bundleDir, `${route}.js`))
      }
      const config = pages.get(route)
      if (!config) throw new Error(`no such page: ${route}`)
      return config
    },
  }
}
