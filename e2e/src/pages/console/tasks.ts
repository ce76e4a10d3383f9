import type { Locator, Page } from 'playwright-core'
import { fillAll, press, see } from '../../support/see.ts'
import { confirm, dialog, row } from './frame.ts'

export interface TaskPlan {
  title: string
  category: string
  description: string
  /** YYYY-MM-DD. */
  from: string
  to: string
  place: string
  headCount: string
  commissionMin: string
  commissionMax: string
}

/** Fills in the form of a new standard task. */
export async function fillTask(console: Page, task: TaskPlan): Promise<void> {
  await fillAll(console, { 任务名称: task.title, 任务类别: task.category, 工作说明: task.description })
  await fillPeriod(console, task)
  await fillAll(console, {
    工作地点: task.place,
    人数: task.headCount,
    '最低佣金（每人）': task.commissionMin,
    '最高佣金（每人）': task.commissionMax,
  })
}

async function fillPeriod(console: Page, { from, to }: Pick<TaskPlan, 'from' | 'to'>): Promise<void> {
  const start = console.getByPlaceholder('开始日期')
  await start.click()
  await start.fill(from)
  await start.press('Enter')
  const end = console.getByPlaceholder('结束日期')
  await end.fill(to)
  await end.press('Enter')
}

/** Approves the task that is open in the provider's drawer. */
export async function approveTask(console: Page, title: string): Promise<void> {
  await press(dialog(console, title), '通过')
  await confirm(console, '通过任务')
  await see(console, `已通过任务“${title}”`)
}

/** Opens a task's drawer from the list, with its workers. */
export async function openTask(console: Page, title: string): Promise<Locator> {
  await row(console, title).getByText(title).first().click()
  const drawer = dialog(console, title)
  await drawer.getByRole('tab', { name: '灵工' }).click()
  return drawer
}

/** Assigns one worker by name and phone in the task's drawer. */
export async function assign(console: Page, drawer: Locator, name: string, phone: string): Promise<void> {
  await press(drawer, '指派灵工')
  const window = dialog(console, '姓名须与灵工实名一致')
  await fillAll(window, { 姓名: name, 手机号: phone })
  await press(window, '确认指派')
  await window.waitFor({ state: 'hidden' })
}

/** Waits until a worker's assignment is in a state, in words; the list reads itself anew. */
export async function seeAssignment(drawer: Locator, name: string, state: string): Promise<void> {
  await drawer.getByRole('row').filter({ hasText: name }).filter({ hasText: state }).first().waitFor()
}

/** The code that WeChat scans, from the window that shares a task, as the picture that a person saves. */
export async function sharedCode(console: Page): Promise<Buffer> {
  const picture = dialog(console, '分享任务').getByRole('img', { name: '公众号二维码' })
  await picture.waitFor()
  const source = (await picture.getAttribute('src')) ?? ''
  return Buffer.from(source.split(',')[1] ?? '', 'base64')
}
