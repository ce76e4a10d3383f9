import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enterpriseDesk, demo } from './bad-input/demo.ts'
import { dialog, openByMenu } from './pages/console/frame.ts'
import { loginByPassword } from './pages/console/login.ts'
import { assign, fillTask, openTask } from './pages/console/tasks.ts'
import { takePhone } from './pages/sandbox/phone.ts'
import { enterByMenu } from './pages/worker/enter.ts'
import { loginAsWorker } from './pages/worker/login.ts'
import { openTab } from './pages/worker/task.ts'
import { seriousViolations } from './support/axe.ts'
import { keepScreen } from './support/browser.ts'
import { dayFromNow } from './support/days.ts'
import { press, see } from './support/see.ts'
import { openStage, type Stage } from './support/stage.ts'

const menus = {
  enterprise: [
    '首页',
    '项目列表',
    '任务列表',
    '灵工管理',
    '我的合同',
    '新签服务商',
    '发放列表',
    '新建发放',
    '退汇交易',
    '我的账户',
    '收支明细',
    '企业信息',
  ],
  provider: [
    '首页',
    '企业申请',
    '任务审核',
    '合同',
    '合同模板与签署设置',
    '服务项与费率',
    '灵工',
    '资金',
    '付款记录',
  ],
  platform: ['首页', '入驻审核', '服务商'],
} as const

/** A name of two parts and the longest title a task may have. */
const longName = '阿卜杜热依木·买买提艾力江'
const longTitle = '双十二期间深圳市南山区科技园片区全部连锁便利店促销物料配送与门店陈列布置协助工作'.slice(
  0,
  40,
)

/** How far the page is wider than the window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

describe('everybody can use the screens', () => {
  let stage: Stage
  const worker = '孙丽'

  beforeAll(async () => {
    stage = await openStage('screens', { demo: true })
    await enterpriseDesk(stage)
    for (const [who, phone] of [
      ['provider', '13800000002'],
      ['platform', '13800000001'],
    ] as const) {
      const desk = await stage.desk(who)
      await loginByPassword(desk, phone, demo.password)
      await see(desk, '今天要处理的在这里')
    }
  })
  afterAll(() => stage?.close())

  it.each(['enterprise', 'provider', 'platform'] as const)(
    'the pages of the %s have no serious barrier and fit 1280 wide',
    async (who) => {
      const desk = await stage.desk(who)
      await desk.setViewportSize({ width: 1280, height: 800 })
      for (const entry of menus[who]) {
        await openByMenu(desk, entry)
        await keepScreen(desk, `1280-${who}-${menus[who].indexOf(entry as never) + 1}`)
        expect.soft(await overflow(desk), entry).toBeLessThanOrEqual(0)
        expect.soft(await seriousViolations(desk), entry).toEqual([])
      }
    },
  )

  it('long names and titles stay inside of their places in the console', async () => {
    const desk = await enterpriseDesk(stage)
    const sandbox = await stage.desk('sandbox')
    await openByMenu(desk, '任务列表')
    await press(desk, '发布任务')
    await see(desk, '提交前核对')
    await fillTask(desk, {
      title: longTitle,
      category: '同城配送与门店陈列布置协助',
      description: '把促销物料送到门店。',
      from: dayFromNow(0),
      to: dayFromNow(30),
      place: '广东省深圳市南山区粤海街道科技园社区科苑路与高新南一道交叉口东北侧配送中心 B 栋',
      headCount: '100000',
      commissionMin: '200',
      commissionMax: '100000',
    })
    await keepScreen(desk, '1280-long-task-form')
    await press(desk, '提交审核')
    await see(dialog(desk), '服务商正在审核')
    await keepScreen(desk, '1280-long-task')
    await openByMenu(desk, '任务列表')
    expect.soft(await overflow(desk)).toBeLessThanOrEqual(0)
    const drawer = await openTask(desk, demo.standard)
    await assign(desk, drawer, longName, (await stage.world.person('吴敏')).phone)
    await see(drawer, longName.slice(0, 4))
    await keepScreen(desk, '1280-long-name')
    await takePhone(sandbox, '吴敏')
  })

  it('the worker app has no serious barrier, in large type neither, and nothing leaves the screen', async () => {
    const phone = await stage.phone(worker)
    const person = await stage.world.person(worker)
    const inbox = await takePhone(await stage.desk('sandbox'), worker)
    await enterByMenu(phone, inbox, '任务大厅')
    await see(phone, '登录灵工台')
    expect.soft(await seriousViolations(phone), 'login').toEqual([])
    await loginAsWorker(phone, person.phone, inbox)
    await see(phone, '佣金要打给您本人')
    expect.soft(await seriousViolations(phone), 'identity').toEqual([])
    await phone.goto(new URL('/w/#/pages/tasks/index', phone.url()).href)
    await phone.reload()
    await see(phone, '注册还没有完成')
    expect.soft(await seriousViolations(phone), 'tasks').toEqual([])
    await openTab(phone, '我的')
    await see(phone, '大字模式')
    expect.soft(await seriousViolations(phone), 'me').toEqual([])

    const before = await letterSize(phone, '隐私与协议')
    await phone.getByRole('checkbox', { name: '大字模式' }).click()
    await expect.poll(() => letterSize(phone, '隐私与协议')).toBeCloseTo(before * 1.25, 0)
    await keepScreen(phone, 'large-me')
    for (const tab of ['任务', '收入'] as const) {
      await openTab(phone, tab)
      await keepScreen(phone, tab === '任务' ? 'large-tasks' : 'large-income')
      expect.soft(await overflow(phone), tab).toBeLessThanOrEqual(0)
      expect.soft(await seriousViolations(phone), tab).toEqual([])
    }
    await openTab(phone, '任务')
    await press(phone, '继续注册')
    await see(phone, '佣金要打给您本人')
    await keepScreen(phone, 'large-identity')
    expect.soft(await overflow(phone), 'identity').toBeLessThanOrEqual(0)
  })

  it('the sandbox page has no serious barrier', async () => {
    const sandbox = await stage.desk('sandbox')
    const phone = await takePhone(sandbox, worker)
    await phone.show('短信')
    expect(await seriousViolations(sandbox)).toEqual([])
  })
})

/** Pixels of a text's letters. */
async function letterSize(phone: Page, text: string): Promise<number> {
  const found = await see(phone, text)
  return found.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
}
