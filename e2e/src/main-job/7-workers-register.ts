import {
  agreeAndRegister,
  fillIdentity,
  photographInWechat,
  registerUpToPhotos,
  shootWithCamera,
  useCameraInPage,
} from '../pages/worker/registration.ts'
import { enterByMenu, enterByMessage } from '../pages/worker/enter.ts'
import { loginAsWorker } from '../pages/worker/login.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { early, enterprise, frozen, task, wavering } from './story.ts'

/** He scans the task's code: follows the account, its message opens the app, and he logs in by SMS. */
export async function earlyWorkerScansCode(stage: Stage, code: Buffer): Promise<void> {
  const sandbox = await stage.desk('sandbox')
  const phone = await stage.phone(early)
  const { phone: number } = await stage.world.person(early)
  const inbox = await takePhone(sandbox, early)
  await inbox.show('扫一扫')
  await keepScreen(sandbox, 'sandbox-scanner')
  await inbox.scan(code)
  await see(inbox.screen, task.title)
  await keepScreen(sandbox, 'sandbox-scanned')
  await enterByMessage(phone, inbox, task.title)
  await see(phone, `您扫描的是${enterprise.name}的任务“${task.title}”，登录后就能看到`)
  await keepScreen(phone, 'worker-login')
  await keepScreen(sandbox, 'sandbox-browser')
  await loginAsWorker(phone, number, inbox)
  await see(phone, '佣金要打给您本人')
}

/** All of the registration, with the page's own camera; he ends on the task he scanned. */
export async function earlyWorkerRegisters(stage: Stage): Promise<void> {
  const phone = await stage.phone(early)
  const person = await stage.world.person(early)
  await keepScreen(phone, 'worker-identity-empty')
  await fillIdentity(phone, person, person.cards[0]?.number ?? '')
  await see(phone, '工商银行 储蓄卡')
  await keepScreen(phone, 'worker-identity')
  await press(phone, '下一步')
  await agreeAndRegister(phone)
  await keepScreen(phone, 'worker-confirm')
  await press(phone, '同意并注册')
  await see(phone, '佣金会打到这张卡')
  await keepScreen(phone, 'worker-settlement-card')
  await press(phone, '设为结算卡')
  await photographsHimself(stage)
  await see(phone, '任务详情')
  await see(phone, task.title)
}

/** Both sides of the card with the page's own camera, to the end of registering. */
export async function photographsHimself(stage: Stage): Promise<void> {
  const phone = await stage.phone(early)
  const person = await stage.world.person(early)
  await see(phone, '拍摄身份证人像面')
  await keepScreen(phone, 'worker-photos-wechat')
  await useCameraInPage(phone)
  await shootWithCamera(phone, stage.camera, await stage.world.idCard(person.key, 'front'))
  await keepScreen(phone, 'worker-photo-front')
  await press(phone, '使用照片')
  await see(phone, '拍摄身份证国徽面')
  await keepScreen(phone, 'worker-camera')
  await shootWithCamera(phone, stage.camera, await stage.world.idCard(person.key, 'back'))
  await keepScreen(phone, 'worker-photo-back')
  await press(phone, '使用照片')
  await see(phone, '两面都拍好了')
  await keepScreen(phone, 'worker-photos-done')
  await press(phone, '完成注册')
  await see(phone, '接下来去看您扫描的任务')
  await keepScreen(phone, 'worker-registered')
  await press(phone, '查看任务')
}

/** Registers by the given card with WeChat's camera, from the login page to the end. */
async function register(stage: Stage, name: string): Promise<void> {
  const phone = await stage.phone(name)
  const person = await stage.world.person(name)
  await registerUpToPhotos(phone, person)
  await photographInWechat(phone, stage.world, person.key)
}

async function enterAndRegister(stage: Stage, name: string): Promise<void> {
  const phone = await stage.phone(name)
  const person = await stage.world.person(name)
  const inbox = await takePhone(await stage.desk('sandbox'), name)
  await enterByMenu(phone, inbox, '任务大厅')
  await loginAsWorker(phone, person.phone, inbox)
  await register(stage, name)
  await press(phone, '查看任务')
}

/** She was imported before: after registering her task is there. */
export async function frozenWorkerRegisters(stage: Stage): Promise<void> {
  await enterAndRegister(stage, frozen)
  await see(await stage.phone(frozen), task.title)
}

/** Nobody has assigned him yet: the hall says so. */
export async function waveringWorkerRegisters(stage: Stage): Promise<void> {
  const phone = await stage.phone(wavering)
  await enterAndRegister(stage, wavering)
  await see(phone, '没有待接受的任务')
  await keepScreen(phone, 'worker-tasks-empty')
}
