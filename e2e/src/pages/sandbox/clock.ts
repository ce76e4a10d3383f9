import type { Page } from 'playwright-core'
import { press, see } from '../../support/see.ts'

/** Moves business time, the server's and the bank's, and waits until the page says so. */
export async function moveClock(
  sandbox: Page,
  by: '+30 分钟' | '+1 天' | '下月 1 日',
  shown: string,
): Promise<void> {
  await press(sandbox, by)
  await see(sandbox, shown)
}
