import type { Page } from 'playwright-core'
import { assign, seeAssignment } from '../pages/console/tasks.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { fillSignature, readContract } from '../pages/worker/contract.ts'
import { enterByMessage } from '../pages/worker/enter.ts'
import { addPhoto, fillRejection, openTaskCard, sheet } from '../pages/worker/task.ts'
import { keepScreen } from '../support/browser.ts'
import { workPhoto } from '../support/papers.ts'
import { button, press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { early, frozen, task, wavering } from './story.ts'
import { taskDrawer } from './6-workers-are-assigned.ts'

/** From the task to the signed contract and back: read, handwriting, code, the provider's automatic seal, accept. */
async function signAndAccept(
  stage: Stage,
  name: string,
  keep: (page: Page, screen: string) => Promise<void>,
): Promise<void> {
  const phone = await stage.phone(name)
  const inbox = await takePhone(await stage.desk('sandbox'), name)
  await see(phone, '任务详情')
  await keep(phone, 'worker-task')
  await press(phone, '签合同并接受任务')
  await button(phone, '继续阅读').waitFor()
  await keep(phone, 'worker-contract')
  await readContract(phone)
  await keep(phone, 'worker-contract-read')
  await press(phone, '放大看')
  await see(phone, '缩小')
  await keep(phone, 'worker-contract-enlarged')
  await press(phone, '缩小')
  await press(phone, '去签署')
  await see(phone, '请在这里手写您的姓名')
  await keep(phone, 'worker-sign-empty')
  await fillSignature(phone, inbox)
  await keep(phone, 'worker-sign')
  await press(phone, '确认签署')
  await see(phone, '任务详情')
  await button(phone, '接受任务').waitFor()
  await keep(phone, 'worker-task-signed')
  await press(phone, '接受任务')
  await button(phone, '完成任务').waitFor()
  await keep(phone, 'worker-task-accepted')
}

async function complete(
  stage: Stage,
  name: string,
  keep: (page: Page, screen: string) => Promise<void>,
): Promise<void> {
  const phone = await stage.phone(name)
  await press(phone, '完成任务')
  await see(phone, '工作照片（选填，最多 9 张）')
  await addPhoto(phone, await workPhoto())
  await keep(phone, 'worker-complete')
  await press(phone, '确认完成')
  await see(phone, `确认已经完成“${task.title}”吗`)
  await keep(phone, 'worker-complete-confirm')
  await press(sheet(phone), '确认任务已完成')
  await see(phone, '等企业发放佣金')
  await keep(phone, 'worker-task-completed')
}

const keepNothing = async (): Promise<void> => undefined

export async function earlyWorkerWorks(stage: Stage): Promise<void> {
  await signAndAccept(stage, early, keepScreen)
  await complete(stage, early, keepScreen)
}

export async function frozenWorkerWorks(stage: Stage): Promise<void> {
  const phone = await stage.phone(frozen)
  await keepScreen(phone, 'worker-tasks')
  await openTaskCard(phone, task.title)
  await signAndAccept(stage, frozen, keepNothing)
  await complete(stage, frozen, keepNothing)
}

/** Already registered, so he is told at once: the message opens the task, and he refuses it with a reason. */
export async function waveringWorkerRejects(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const person = await stage.world.person(wavering)
  const drawer = await taskDrawer(stage)
  await assign(desk, drawer, person.name, person.phone)
  await seeAssignment(drawer, person.name, '待接受')

  const phone = await stage.phone(wavering)
  const sandbox = await stage.desk('sandbox')
  const inbox = await takePhone(sandbox, wavering)
  await inbox.show('微信')
  await see(inbox.screen, '新任务提醒')
  await keepScreen(sandbox, 'sandbox-task-message')
  await enterByMessage(phone, inbox, '新任务提醒')
  await see(phone, '任务详情')
  await fillRejection(phone, '时间不合适', '周末家里有事')
  await keepScreen(phone, 'worker-reject')
  await press(phone, '拒绝任务')
  await see(phone, '您已拒绝，企业会另外安排')
  await keepScreen(phone, 'worker-task-rejected')
}

/** The enterprise sees why and assigns him again; this time he accepts, but has not completed yet. */
export async function waveringWorkerAcceptsAgain(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const person = await stage.world.person(wavering)
  const drawer = await taskDrawer(stage)
  await seeAssignment(drawer, person.name, '已拒绝')
  await see(drawer, '时间不合适；周末家里有事')
  await keepScreen(desk, 'enterprise-task-rejected')
  await assign(desk, drawer, person.name, person.phone)
  await seeAssignment(drawer, person.name, '待接受')

  const phone = await stage.phone(wavering)
  const inbox = await takePhone(await stage.desk('sandbox'), wavering)
  await enterByMessage(phone, inbox, '新任务提醒', 2)
  await signAndAccept(stage, wavering, keepNothing)
  await complete(stage, wavering, keepNothing)
}

export async function enterpriseSeesWork(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const drawer = await taskDrawer(stage)
  for (const name of [early, frozen, wavering]) await seeAssignment(drawer, name, '已完成')
  await press(drawer.getByRole('row').filter({ hasText: early }), '查看交付物（1 张照片）')
  await see(desk, '交付物')
  await keepScreen(desk, 'enterprise-task-completed')
}
