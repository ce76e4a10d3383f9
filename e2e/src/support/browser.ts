import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findBrowser } from '../../../scripts/browser.mjs'
import { root } from '../../../scripts/workspace.mjs'

const artifacts = join(root, 'e2e', '.artifacts')

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A browser of its own, with further switches (a camera's, for one). */
export async function openBrowser(switches: string[] = []): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('没有找到 Chromium，请先安装，或用环境变量 CHROMIUM 指明')
  return chromium.launch({ executablePath, headless: true, args: [...quiet, ...switches] })
}

const shapes = {
  /** The worker's phone. */
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  },
  /** The console and the sandbox's page. */
  desk: {
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  },
} as const

export async function openContext(browser: Browser, shape: keyof typeof shapes): Promise<BrowserContext> {
  const context = await browser.newContext(shapes[shape])
  context.setDefaultTimeout(20_000)
  return context
}

let story = ''
let taken = 0

/** Begins a story's own folder of pictures; those of its last run are dropped. */
export function keepScreensOf(name: string): void {
  story = name
  taken = 0
  rmSync(join(artifacts, story), { recursive: true, force: true })
  mkdirSync(join(artifacts, story), { recursive: true })
}

/** Whether nothing on the page is still on its way: no grey shapes, no half-loaded pictures. */
function isComplete(): boolean {
  const seen = (element: Element): boolean => element.getClientRects().length > 0
  const inSight = (image: Element): boolean => {
    const { top, bottom } = image.getBoundingClientRect()
    return seen(image) && top < innerHeight && bottom > 0
  }
  const waiting = document.querySelectorAll('.ant-skeleton, .table-wait, .bone')
  const pictures = Array.from(document.images).filter(inSight)
  return !Array.from(waiting).some(seen) && pictures.every((image) => image.complete)
}

/** Keeps a picture of the screen once it is complete, numbered in the order of the journey. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  taken += 1
  await page.waitForFunction(isComplete)
  const path = join(artifacts, story, `${String(taken).padStart(3, '0')}-${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
}

/**
 * Refusals that a journey provokes; what a frame says that was taken away while it was loading; the empty
 * `javascript:` addresses of the app's tab bar, which the security policy stops and a click handler replaces.
 */
const expected = /status of 4\d\d|Access is denied for this document|Running the JavaScript URL/

/** Keeps in `errors` what the pages of a context report; a journey ends with none. */
export function collectErrors(context: BrowserContext, errors: string[]): void {
  const keep = (text: string): void => {
    if (!expected.test(text)) errors.push(text)
  }
  context.on('weberror', (error) => keep(String(error.error())))
  context.on('console', (message) => {
    if (message.type() === 'error') keep(message.text())
  })
}
