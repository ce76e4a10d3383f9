import type { FrameLocator, Locator, Page } from 'playwright-core'
import { press } from '../../support/see.ts'

type App = '微信' | '短信' | '扫一扫' | '相册' | '证件' | '灵工台'

/** One person's phone on the sandbox's page. */
export interface SandboxPhone {
  screen: Locator
  show(app: App): Promise<void>
  /** The code of the SMS that `ask` brings. */
  codeAfter(ask: () => Promise<unknown>): Promise<string>
  /** Scans a picture with a code in it. */
  scan(picture: Buffer): Promise<void>
  /** The page that is open in WeChat's browser. */
  browser: FrameLocator
  /** Address of the page in WeChat's browser, as "open in a new window" has it. */
  address(): Promise<string>
}

/** Takes a person's phone out and puts all others away. */
export async function takePhone(sandbox: Page, name: string): Promise<SandboxPhone> {
  const screen = sandbox.getByRole('region', { name: `${name}的手机`, exact: true })
  await sandbox.getByRole('complementary', { name: '人物' }).waitFor()
  const labels = await sandbox
    .getByRole('region', { name: /的手机$/ })
    .evaluateAll((phones) => phones.map((phone) => phone.getAttribute('aria-label')))
  for (const label of labels) if (label !== `${name}的手机`) await press(sandbox, `收起${label}`)
  if (!(await screen.isVisible())) {
    await sandbox
      .getByRole('complementary', { name: '人物' })
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click()
  }
  await screen.waitFor()

  async function show(app: App): Promise<void> {
    await screen
      .getByRole('navigation', { name: `${name}的应用` })
      .getByRole('button', { name: app })
      .click()
  }
  const messages = screen.getByRole('article')

  return {
    screen,
    show,
    async codeAfter(ask) {
      await show('短信')
      const before = await messages.count()
      await ask()
      const newest = messages.nth(before).getByRole('button', { name: /复制验证码/ })
      await newest.waitFor()
      return /\d{6}/.exec(await newest.innerText())?.[0] ?? ''
    },
    async scan(picture) {
      await show('扫一扫')
      await screen
        .locator('input[type=file]')
        .setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture })
    },
    browser: screen.frameLocator('iframe'),
    async address() {
      const link = screen.getByRole('link', { name: '在新窗口打开' })
      return (await link.getAttribute('href')) ?? ''
    },
  }
}
