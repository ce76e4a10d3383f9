import { moveClock } from '../pages/sandbox/clock.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { fill, press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'

/** Five minutes are long over when the code is typed in. */
export async function expiredCodeIsRefused(stage: Stage): Promise<void> {
  const sandbox = await stage.desk('sandbox')
  const phone = await stage.phone('黄志远')
  const { phone: number } = await stage.world.person('黄志远')
  const inbox = await takePhone(sandbox, '黄志远')
  await phone.goto(`${stage.product.serverUrl}/w/`)
  await see(phone, '登录灵工台')
  await fill(phone, '手机号', number)
  const code = await inbox.codeAfter(() => press(phone, '获取验证码'))
  await fill(phone, '短信验证码', code)
  await phone.getByRole('checkbox', { name: /^我已阅读并同意/ }).click()
  await moveClock(sandbox, '+30 分钟', '比真实时间快 1 小时')
  await press(phone, '登录')
  await see(phone, '验证码已过期或已使用，请重新获取')
  await keepScreen(phone, 'bad-expired-code')
}
