import type { Page } from 'playwright-core'
import type { SandboxPhone } from '../sandbox/phone.ts'
import { press, see } from '../../support/see.ts'
import { dialog } from './frame.ts'

/** Holds the phone before the QR code in the console and opens the face check on it. */
export async function scanFaceCheck(console: Page, phone: SandboxPhone): Promise<void> {
  const window = dialog(console, '用手机微信扫码')
  await window.locator('canvas').waitFor()
  await phone.scan(await window.locator('.face-check').screenshot({ animations: 'disabled' }))
  await see(phone.browser, /沙箱不打开摄像头/)
}

/** Plays the face check on the phone. */
export async function passFaceCheck(phone: SandboxPhone): Promise<void> {
  await press(phone.browser, '通过')
}
