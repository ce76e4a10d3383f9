import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { fillIdentity } from '../pages/worker/registration.ts'
import { enterByMenu } from '../pages/worker/enter.ts'
import { loginAsWorker } from '../pages/worker/login.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { fill, press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'

const newcomer = '林晓燕'

/** A phone of another country, at the worker's login and at the console's. */
export async function foreignPhoneIsRefused(stage: Stage): Promise<void> {
  const phone = await stage.phone(newcomer)
  const inbox = await takePhone(await stage.desk('sandbox'), newcomer)
  await enterByMenu(phone, inbox, '任务大厅')
  await see(phone, '登录灵工台')
  await fill(phone, '手机号', '85291234567')
  await press(phone, '获取验证码')
  await see(phone, '请填写 11 位中国大陆手机号')
  await keepScreen(phone, 'bad-worker-phone')

  const desk = await stage.desk('provider')
  await see(desk, '登录灵工台')
  await desk.getByRole('tab', { name: '短信登录' }).click()
  await fill(desk, '手机号', '+85291234567')
  await press(desk, '获取验证码')
  await see(desk, '请填写 11 位中国大陆手机号')
  await keepScreen(desk, 'bad-console-phone')
}

/** One code logs in once: the same digits on another phone are refused. */
export async function usedCodeIsRefused(stage: Stage): Promise<void> {
  const phone = await stage.phone(newcomer)
  const person = await stage.world.person(newcomer)
  const inbox = await takePhone(await stage.desk('sandbox'), newcomer)
  const code = await loginAsWorker(phone, person.phone, inbox)
  await see(phone, '佣金要打给您本人')

  const other = await stage.phone('她的另一部手机')
  await other.goto(`${stage.product.serverUrl}/w/`)
  await typeLogin(other, person.phone, code)
  await see(other, '验证码已过期或已使用，请重新获取')
  await keepScreen(other, 'bad-used-code')
}

async function typeLogin(phone: Page, number: string, code: string): Promise<void> {
  await see(phone, '登录灵工台')
  await fill(phone, '手机号', number)
  await fill(phone, '短信验证码', code)
  await phone.getByRole('checkbox', { name: /^我已阅读并同意/ }).click()
  await press(phone, '登录')
}

/** A field that was left empty is brought to the eye, wherever it is on the page. */
export async function emptyFieldIsShown(stage: Stage): Promise<void> {
  const phone = await stage.phone(newcomer)
  const person = await stage.world.person(newcomer)
  await phone.setViewportSize({ width: 390, height: 640 })
  // The login phone is filled in beforehand.
  await expect.poll(() => phone.getByLabel('银行预留手机号').inputValue()).toBe(person.phone)
  await fillIdentity(phone, { ...person, phone: '' }, person.cards[0]?.number ?? '')
  await phone.evaluate(() => document.querySelector('.field__label')?.scrollIntoView({ block: 'center' }))
  await press(phone, '下一步')
  const reason = await see(phone, '请填写 11 位中国大陆手机号')
  await expect.poll(() => isInSight(phone, reason)).toBe(true)
  await keepScreen(phone, 'bad-empty-field')
  await phone.setViewportSize({ width: 390, height: 844 })
}

/** Whether an element lies in the window and above the bar at its foot. */
async function isInSight(phone: Page, element: Locator): Promise<boolean> {
  const box = await element.boundingBox()
  const bar = await phone.locator('.action-bar').filter({ visible: true }).boundingBox()
  return box !== null && bar !== null && box.y >= 0 && box.y + box.height <= bar.y
}

/** Identities that cannot be: refused on the page, without spending one of the day's five checks. */
export async function wrongIdentitiesAreRefused(stage: Stage): Promise<void> {
  const phone = await stage.phone(newcomer)
  const person = await stage.world.person(newcomer)
  const minor = await stage.world.person('郑小满')
  const card = person.cards[0]?.number ?? ''
  const lastDigit = person.idNumber.endsWith('1') ? '2' : '1'
  const wrongCheck = person.idNumber.slice(0, -1) + lastDigit
  const cases = [
    [
      { ...person, idNumber: wrongCheck },
      card,
      '身份证号不正确，请核对后重填（18 位，末位可以是 X）',
      'id-number',
    ],
    [minor, card, '未满 18 周岁，不能注册接单', 'under-18'],
    [person, '6222021234567890123', '银行卡号不正确，请核对卡面上的数字', 'card-number'],
  ] as const
  for (const [typed, number, message, screen] of cases) {
    await fillIdentity(phone, typed, number)
    await press(phone, '下一步')
    await see(phone, message)
    await keepScreen(phone, `bad-${screen}`)
  }
  await spentNoCheck(phone)
}

async function spentNoCheck(phone: Page): Promise<void> {
  await phone.reload()
  await see(phone, '佣金要打给您本人')
  assert.equal(await phone.getByText('今天还可以核验').count(), 0)
}

/** A credit card is refused for payments, by the number alone. */
export async function creditCardIsRefused(stage: Stage): Promise<void> {
  const phone = await stage.phone(newcomer)
  const person = await stage.world.person(newcomer)
  const { cards } = await stage.world.person('张伟')
  await fillIdentity(phone, person, cards[2]?.number ?? '')
  await see(phone, '这是招商银行的信用卡或预付卡，请换一张本人的储蓄卡')
  await press(phone, '下一步')
  await see(phone, '结算卡只能是储蓄卡，请换一张本人的储蓄卡')
  await keepScreen(phone, 'bad-credit-card')
  await phone.reload()
  await see(phone, '佣金要打给您本人')
}
