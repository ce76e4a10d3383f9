import type { Page } from 'playwright-core'
import { closeDrawer, dialog, openByMenu, row } from '../pages/console/frame.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { openTab } from '../pages/worker/task.ts'
import { keepScreen } from '../support/browser.ts'
import { press, see, seeNoMore } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { early, enterprise, provider, serviceItem, task } from './story.ts'

/** The pages of the enterprise that the job passed by. */
export async function enterpriseLooksAround(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  await openByMenu(desk, '首页')
  await keepScreen(desk, 'enterprise-home')
  await openByMenu(desk, '项目列表')
  await row(desk, provider.name).waitFor()
  await keepScreen(desk, 'enterprise-projects')
  await openByMenu(desk, '任务列表')
  await row(desk, task.title).waitFor()
  await keepScreen(desk, 'enterprise-tasks')
  await openByMenu(desk, '灵工管理')
  await row(desk, early).waitFor()
  await keepScreen(desk, 'enterprise-workers')
  await openByMenu(desk, '我的合同')
  await row(desk, provider.name).waitFor()
  await keepScreen(desk, 'enterprise-contracts')
  await desk.getByRole('tab', { name: '合同文件' }).click()
  await row(desk, '灵活用工服务合同').getByText('灵活用工服务合同').click()
  await see(dialog(desk), '文件指纹（SHA-256）')
  await keepScreen(desk, 'enterprise-contract')
  await openByMenu(desk, '退汇交易')
  await see(desk, '没有等待处理的退汇')
  await keepScreen(desk, 'enterprise-returns')
}

export async function providerLooksAround(stage: Stage): Promise<void> {
  const desk = await stage.desk('provider')
  await openByMenu(desk, '首页')
  await keepScreen(desk, 'provider-home')
  await openByMenu(desk, '合同')
  await row(desk, enterprise.name).waitFor()
  await keepScreen(desk, 'provider-contracts')
  await row(desk, early).getByText(early).click()
  await see(dialog(desk), '签署进度')
  await keepScreen(desk, 'provider-contract')
  await closeDrawer(desk)
  await openByMenu(desk, '灵工')
  await row(desk, early).waitFor()
  await keepScreen(desk, 'provider-workers')
  await openByMenu(desk, '资金')
  await see(desk, '待付佣金')
  await keepScreen(desk, 'provider-funds')
  await openByMenu(desk, '付款记录')
  await row(desk, early).waitFor()
  await keepScreen(desk, 'provider-payments')
  await row(desk, early).getByText(early).click()
  await see(dialog(desk), '付款尝试')
  await keepScreen(desk, 'provider-payment')
}

export async function platformLooksAround(stage: Stage): Promise<void> {
  const desk = await stage.desk('platform')
  await openByMenu(desk, '服务商')
  await row(desk, provider.name).getByText(provider.name).click()
  await see(dialog(desk), serviceItem.name)
  await keepScreen(desk, 'platform-provider-ready')
}

async function openRow(phone: Page, label: RegExp): Promise<void> {
  await phone.getByRole('button', { name: label }).filter({ visible: true }).first().click()
}

/** The worker's own corner and the pages behind it. */
export async function workerLooksAround(stage: Stage): Promise<void> {
  const phone = await stage.phone(early)
  await openTab(phone, '任务')
  await phone.getByRole('tab', { name: /^已完成/ }).click()
  await see(phone, task.title)
  await keepScreen(phone, 'worker-tasks-completed')
  await openTab(phone, '我的')
  await see(phone, '大字模式')
  await keepScreen(phone, 'worker-me')
  const pages: [RegExp, string, string][] = [
    [/^实名信息/, '证件有效期至', 'worker-my-identity'],
    [/^银行卡/, '佣金打到结算卡', 'worker-cards'],
    [/^我的合同/, '已签署', 'worker-contracts'],
    [/^隐私与协议/, '我们保存什么', 'worker-privacy'],
    [/^帮助/, '佣金什么时候到账', 'worker-help'],
  ]
  for (const [label, text, screen] of pages) {
    await openRow(phone, label)
    await see(phone, text)
    await keepScreen(phone, screen)
    await goBack(phone, text)
  }
  const further: [RegExp, string, RegExp, string, string][] = [
    [/^银行卡/, '佣金打到结算卡', /^添加银行卡/, '只能添加您本人的储蓄卡', 'worker-add-card'],
    [/^隐私与协议/, '我们保存什么', /隐私政策/, '一、个人信息处理者', 'worker-agreement'],
    [/^我的合同/, '已签署', /^自由职业者服务协议/, '双方都已签署，合同有效。', 'worker-contract-signed'],
  ]
  for (const [label, text, next, nextText, screen] of further) {
    await openRow(phone, label)
    await see(phone, text)
    await openRow(phone, next)
    await see(phone, nextText)
    await keepScreen(phone, screen)
    await goBack(phone, nextText)
    await goBack(phone, text)
  }
}

/** Leaves a page, and waits until it has slid away. */
async function goBack(phone: Page, text: string): Promise<void> {
  await press(phone, '返回')
  await seeNoMore(phone, text)
}

/** What else the sandbox's page has: a phone's papers and pictures, and the bank's tabs. */
export async function sandboxLooksAround(stage: Stage): Promise<void> {
  const sandbox = await stage.desk('sandbox')
  const phone = await takePhone(sandbox, early)
  await phone.show('证件')
  await see(phone.screen, '证件与银行卡')
  await keepScreen(sandbox, 'sandbox-papers')
  await phone.show('相册')
  await see(phone.screen, '相册 · 身份证样本')
  await keepScreen(sandbox, 'sandbox-album')
  await sandbox.getByRole('tab', { name: '通知与故障' }).click()
  await see(sandbox, '让下一笔出错')
  await keepScreen(sandbox, 'sandbox-faults')
}
