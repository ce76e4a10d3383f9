import type { Locator } from 'playwright-core'
import { dialog, openByMenu, row } from '../pages/console/frame.ts'
import { approveTask, assign, fillTask, openTask, seeAssignment, sharedCode } from '../pages/console/tasks.ts'
import { keepScreen } from '../support/browser.ts'
import { chooseFile } from '../support/choose-file.ts'
import { dayFromNow } from '../support/days.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { downloadWorkbook, fillRow, firstSheet, saved } from '../support/workbook.ts'
import { early, frozen, task } from './story.ts'

export async function enterprisePublishesTask(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  await openByMenu(desk, '任务列表')
  await keepScreen(desk, 'enterprise-tasks-empty')
  await press(desk, '发布任务')
  await see(desk, '提交前核对')
  await fillTask(desk, { ...task, from: dayFromNow(0), to: dayFromNow(30) })
  await keepScreen(desk, 'enterprise-new-task')
  await press(desk, '提交审核')
  await see(desk, '服务商正在审核，通过后即可指派灵工、分享二维码')
  await keepScreen(desk, 'enterprise-task-reviewing')
}

export async function providerApprovesTask(stage: Stage): Promise<void> {
  const desk = await stage.desk('provider')
  await openByMenu(desk, '任务审核')
  await row(desk, task.title).waitFor()
  await keepScreen(desk, 'provider-tasks')
  await press(desk, `审核 ${task.title}`)
  await see(dialog(desk, task.title), task.description)
  await keepScreen(desk, 'provider-task')
  await approveTask(desk, task.title)
}

/** The task's drawer at the enterprise's desk, read anew. */
export async function taskDrawer(stage: Stage): Promise<Locator> {
  const desk = await stage.desk('enterprise')
  await openByMenu(desk, '首页')
  await openByMenu(desk, '任务列表')
  return openTask(desk, task.title)
}

/** Someone who has never been here is assigned: the assignment waits for him. */
export async function unknownWorkerIsAssigned(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const person = await stage.world.person(early)
  const drawer = await taskDrawer(stage)
  await see(drawer, '还没有指派灵工')
  await keepScreen(desk, 'enterprise-task-no-workers')
  await press(drawer, '指派灵工')
  await keepScreen(desk, 'enterprise-assign')
  await press(dialog(desk, '姓名须与灵工实名一致'), '返回')
  await assign(desk, drawer, person.name, person.phone)
  await seeAssignment(drawer, person.name, '待灵工注册')
}

/** By Excel: one row is good, one has a phone of another country and is named with its reason. */
export async function workersAreImported(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const person = await stage.world.person(frozen)
  const drawer = dialog(desk, task.title)
  await press(drawer, '批量指派')
  const window = dialog(desk, '每行填写一位灵工')
  const workbook = await downloadWorkbook(desk, () => press(window, '下载指派模板'))
  const sheet = firstSheet(workbook)
  fillRow(sheet, 3, [person.name, person.phone])
  fillRow(sheet, 4, ['周涛', '+85291234567'])
  await keepScreen(desk, 'enterprise-import')
  await chooseFile(desk, '上传指派文件', { name: '指派名单.xlsx', content: await saved(workbook) }, window)
  await see(desk, '已指派 1 人，1 行没有通过')
  await see(desk, '请填写 11 位中国大陆手机号')
  await keepScreen(desk, 'enterprise-import-errors')
  await press(dialog(desk, '已指派 1 人'), '完成')
  await seeAssignment(drawer, person.name, '待灵工注册')
  await keepScreen(desk, 'enterprise-task-workers')
}

/** The picture of the task's code, as it is sent to workers. */
export async function taskIsShared(stage: Stage): Promise<Buffer> {
  const desk = await stage.desk('enterprise')
  const drawer = dialog(desk, task.title)
  await press(drawer, '分享二维码')
  const code = await sharedCode(desk)
  await keepScreen(desk, 'enterprise-share')
  await press(dialog(desk, '分享任务'), '完成')
  return code
}
