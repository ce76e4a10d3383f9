import { existsSync } from 'node:fs'
import path from 'node:path'
import type { HostCanvas } from './canvas.ts'
import { createGuest, guestCopier, loadBundle } from './load-bundle.ts'
import { createNetwork } from './network.ts'
import { createPageStack, queryOf, rootOf } from './pages.ts'
import { readTemplates } from './templates.ts'
import { buildTree, find, findField, hasClass, textOf, upwards } from './tree.ts'
import type { HostNode } from './tree.ts'
import { createWx } from './wx.ts'

export interface WeappOptions {
  /** Folder of the built bundle: miniapp/dist/weapp. */
  bundleDir: string
  /** Key of the sandbox's person who holds the phone. */
  person: string
  /** Address of the product's server. */
  server: string
  /** Address of the sandbox, which gives login and phone codes; or the codes themselves. */
  sandbox: string | { loginCode: () => Promise<string>; phoneCode: () => Promise<string> }
  /** Page and parameters the app is opened with, as a scanned code or a message does. */
  launch?: string
}

export interface Weapp {
  /** Route of the shown page. */
  page(): string
  /** What stands on it. */
  text(): string
  /** Taps the node with that text, aria-label or ".class"; waits until nothing is on its way. */
  tap(target: string): Promise<void>
  /** Types into the field with that label or placeholder. */
  input(label: string, value: string): Promise<void>
  /** Writes one stroke on the page's canvas; points in px from its corner. */
  draw(points: readonly [number, number][]): Promise<void>
  /** Waits until the page shows a text. */
  waitFor(text: string, timeoutMs?: number): Promise<void>
  /** The next camera pictures and chosen pictures, as JPEG. */
  givePhotos(...photos: Buffer[]): void
  /** Lets the next answer of the server get lost on its way back. */
  loseNextAnswer(): void
  toasts(): readonly string[]
  subscriptions(): readonly string[]
}

const pollMs = 25

async function askSandbox(sandbox: string, what: 'js-code' | 'phone-code', person: string): Promise<string> {
  const answer = await fetch(new URL(`/sandbox/wechat/${what}`, sandbox), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  })
  if (!answer.ok) throw new Error(`the sandbox gave no ${what} for ${person}: ${answer.status}`)
  return ((await answer.json()) as { code: string }).code
}

/**
 * Boots the built mini-program for one person and lets a test use it by what is written on it. Rendering is not
 * tested, the shipped code's behaviour is.
 * @throws Error when the bundle is not built
 */
export async function bootWeapp(options: WeappOptions): Promise<Weapp> {
  const { bundleDir, sandbox, person } = options
  if (!existsSync(path.join(bundleDir, 'app.js')))
    throw new Error(`no bundle in ${bundleDir}; build it by npm run build:weapp -w miniapp`)
  const codes =
    typeof sandbox === 'string'
      ? {
          loginCode: () => askSandbox(sandbox, 'js-code', person),
          phoneCode: () => askSandbox(sandbox, 'phone-code', person),
        }
      : sandbox

  const templates = readTemplates(path.join(bundleDir, 'base.wxml'))
  const files = new Map<string, Buffer>()
  const queue: string[] = []
  const canvases = new Map<string, HostCanvas>()
  const toasts: string[] = []
  const subscriptions: string[] = []
  const launchUrl = options.launch ?? 'pages/entry/index'
  const [launchPath = '', launchSearch = ''] = launchUrl.split('?')
  const launch = { path: launchPath, query: queryOf(launchSearch), scene: 1047 }

  const globals: Record<string, unknown> = {}
  const guest = createGuest(globals)
  const toGuest = guestCopier(guest)
  const network = createNetwork(options.server, toGuest, files)
  let configOf: ReturnType<typeof loadBundle>['configOf'] = () => ({})
  const stack = createPageStack((route) => configOf(route), toGuest)
  const root = (): HostNode | null =>
    stack.all().length > 0 ? buildTree(rootOf(stack.current()), templates) : null

  const nextPhoto = () => {
    const photo = queue.shift()
    if (!photo) throw new Error('the camera has no picture: call givePhotos first')
    return photo
  }
  Object.assign(globals, {
    wx: createWx({
      stack,
      network,
      toGuest,
      root,
      canvases,
      loginCode: codes.loginCode,
      takePhoto: nextPhoto,
      choosePhotos: (count) => queue.splice(0, count),
      launch,
      toasts,
      subscriptions,
    }),
    getCurrentPages: () => stack.all(),
  })
  const bundle = loadBundle(bundleDir, guest, globals)
  configOf = bundle.configOf
  bundle.app.onLaunch?.(toGuest(launch))
  bundle.app.onShow?.(toGuest(launch))
  stack.reLaunch(launchUrl)

  const shown = (): HostNode => {
    const tree = root()
    if (!tree) throw new Error('no page is open')
    return tree
  }
  const text = () =>
    textOf(shown())
      .replace(/\n{2,}/g, '\n')
      .trim()

  /** Runs until no call is on its way and timers of a moment have run. */
  const settle = async () => {
    let quiet = 0
    while (quiet < 4) {
      await new Promise((resolve) => setTimeout(resolve, pollMs))
      quiet = network.pending() === 0 ? quiet + 1 : 0
    }
  }

  /** Hands an event to the node and to those around it, as WeChat's bubbling does. */
  const fire = (node: HostNode, type: string, detail: Record<string, unknown>, bubbles: boolean) => {
    const page = stack.current()
    const target = { id: node.raw.uid ?? node.raw.sid ?? '', dataset: { sid: node.raw.sid ?? '' } }
    const around = bubbles ? [...upwards(node)] : [node]
    const receivers = around.filter((each) => each.listensTo(type))
    for (const receiver of receivers) {
      const currentTarget = {
        id: receiver.raw.uid ?? receiver.raw.sid ?? '',
        dataset: { sid: receiver.raw.sid ?? '' },
      }
      page.eh?.(toGuest({ type, timeStamp: Date.now(), target, currentTarget, detail, ...detail }))
    }
  }

  const isOff = (node: HostNode) =>
    [...upwards(node)].some(
      (each) => hasClass(each, 'nut-button-disabled') || each.attribute('disabled') === true,
    )

  const waitFor = async (wanted: string, timeoutMs = 20_000) => {
    const until = Date.now() + timeoutMs
    while (!text().includes(wanted)) {
      if (Date.now() > until)
        throw new Error(`“${wanted}” did not appear on ${stack.current().route}:\n${text()}`)
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }

  await settle()
  return {
    page: () => stack.current().route,
    text,
    waitFor,
    async tap(target) {
      const node = find(shown(), target)
      if (!node) throw new Error(`nothing to tap as “${target}” on ${stack.current().route}:\n${text()}`)
      if (isOff(node)) throw new Error(`“${target}” cannot be tapped now`)
      const button = [...upwards(node)].find((each) => each.tag === 'button')
      fire(node, 'tap', {}, true)
      if (button?.attribute('open-type') === 'getPhoneNumber')
        fire(button, 'getphonenumber', { code: await codes.phoneCode(), errMsg: 'getPhoneNumber:ok' }, false)
      await settle()
    },
    async input(label, value) {
      const field = findField(shown(), label)
      if (!field) throw new Error(`no field “${label}” on ${stack.current().route}:\n${text()}`)
      fire(field, 'input', { value, cursor: value.length }, false)
      await settle()
    },
    async draw(points) {
      const canvas = [...walkCanvas(shown())][0]
      if (!canvas) throw new Error(`no canvas on ${stack.current().route}`)
      points.forEach(([x, y], index) => {
        const touch = { touches: [{ identifier: 0, x, y }], changedTouches: [{ identifier: 0, x, y }] }
        fire(canvas, index === 0 ? 'touchstart' : 'touchmove', touch, false)
      })
      fire(canvas, 'touchend', { touches: [], changedTouches: [] }, false)
      await settle()
    },
    givePhotos(...photos) {
      for (const photo of photos) {
        const name = `wxfile://tmp-${files.size + 1}.jpg`
        files.set(name, photo)
        queue.push(name)
      }
    },
    loseNextAnswer: network.loseNextAnswer,
    toasts: () => toasts,
    subscriptions: () => subscriptions,
  }
}

function* walkCanvas(node: HostNode): Generator<HostNode> {
  if (node.tag === 'canvas') yield node
  for (const child of node.children) yield* walkCanvas(child)
}
