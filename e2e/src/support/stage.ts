import type { Browser, BrowserContext, Page } from 'playwright-core'
import { collectErrors, keepScreensOf, openBrowser, openContext } from './browser.ts'
import { createCamera, type FakeCamera } from './camera.ts'
import { startJourneyProduct, type JourneyProduct } from './product.ts'
import { readSandbox, type SandboxReader } from './sandbox.ts'

/** Those who sit at a desk, each with a browser profile of their own. */
export type Desk = 'platform' | 'provider' | 'enterprise' | 'sandbox'

/** One journey's product, browser and people. */
export interface Stage {
  product: JourneyProduct
  camera: FakeCamera
  world: SandboxReader
  /** The desk's one page, opened at its first use. */
  desk(who: Desk): Promise<Page>
  /** A worker's phone beside the sandbox's page, 390 wide. */
  phone(name: string): Promise<Page>
  /** What any page reported as an error so far. */
  errors: string[]
  close(): Promise<void>
}

async function firstPage(contexts: Map<string, BrowserContext>, key: string): Promise<Page | undefined> {
  return contexts.get(key)?.pages()[0]
}

async function playIn(browser: Browser, product: JourneyProduct, camera: FakeCamera): Promise<Stage> {
  const contexts = new Map<string, BrowserContext>()
  const errors: string[] = []

  async function open(key: string, shape: 'desk' | 'phone', url: string): Promise<Page> {
    const known = await firstPage(contexts, key)
    if (known) return known
    const context = await openContext(browser, shape)
    contexts.set(key, context)
    collectErrors(context, errors)
    await context.grantPermissions(['camera', 'clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    await page.goto(url)
    return page
  }

  return {
    product,
    camera,
    world: readSandbox(product.sandboxUrl),
    errors,
    desk: (who) => open(who, 'desk', who === 'sandbox' ? product.sandboxUrl : product.serverUrl),
    phone: (name) => open(`phone of ${name}`, 'phone', 'about:blank'),
    async close() {
      await browser.close()
      await product.stop()
    },
  }
}

/**
 * A fresh product (with the demo, if wished) and a browser whose camera can be pointed at pictures. Screens are kept
 * in a folder named after the story.
 */
export async function openStage(story: string, options: { demo?: boolean } = {}): Promise<Stage> {
  keepScreensOf(story)
  const product = await startJourneyProduct(options)
  const camera = await createCamera()
  return playIn(await openBrowser(camera.switches), product, camera)
}
