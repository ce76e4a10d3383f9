import type { Page } from 'playwright-core'
import type { SandboxPhone } from '../sandbox/phone.ts'
import { openAccountMenu } from './frame.ts'
import { fill, fillAll, press, see } from '../../support/see.ts'

/** The password everybody of the journey chooses. */
export const password = 'Linggong#2026e2e'

export async function loginByPassword(console: Page, phone: string, secret: string): Promise<void> {
  await see(console, '登录灵工台')
  await fillAll(console, { 手机号: phone, 密码: secret })
  await press(console, '登录')
}

/** The code is read from the person's phone. */
export async function loginBySms(console: Page, phone: string, inbox: SandboxPhone): Promise<void> {
  await see(console, '登录灵工台')
  await console.getByRole('tab', { name: '短信登录' }).click()
  await fill(console, '手机号', phone)
  const code = await inbox.codeAfter(() => press(console, '获取验证码'))
  await fill(console, '短信验证码', code)
  await press(console, '登录')
}

/** The page that asks for a password of one's own at the first login. */
export async function setFirstPassword(console: Page, current?: string): Promise<void> {
  await see(console, '设置您自己的密码')
  if (current) await fill(console, '当前密码', current)
  await fillAll(console, { 新密码: password, 再次输入新密码: password })
  await press(console, '保存新密码')
}

/** Chooses a password in the account's settings, for an account that has none yet. */
export async function choosePassword(console: Page): Promise<void> {
  await openAccountMenu(console, '账号与密码')
  await see(console, '所在单位')
  await fillAll(console, { 新密码: password, 再次输入新密码: password })
  await press(console, '修改密码')
  await see(console, '密码已修改，其他设备上的登录已退出')
}

/** Registers an enterprise's account; both consents are ticked by hand. */
export async function registerAccount(console: Page, phone: string, inbox: SandboxPhone): Promise<void> {
  await console.getByRole('link', { name: '注册企业账号' }).click()
  await see(console, '设置密码')
  await fill(console, '手机号', phone)
  const code = await inbox.codeAfter(() => press(console, '获取验证码'))
  await fillAll(console, { 短信验证码: code, 设置密码: password, 再次输入密码: password })
  for (const box of await console.getByRole('checkbox').all()) await box.check()
}
