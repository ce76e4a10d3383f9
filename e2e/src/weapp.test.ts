import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listTasks, shareTask } from '@linggong/shared'
import { until } from '../../server/src/seed/demo/client.ts'
import { signInConsole } from '../../server/src/seed/demo/people.ts'
import { worldAt } from '../../server/src/seed/demo/world.ts'
import type { DemoPerson, World } from '../../server/src/seed/demo/world.ts'
import { startJourneyProduct } from './support/product.ts'
import type { JourneyProduct } from './support/product.ts'
import { bootWeapp } from './weapp-host/index.ts'
import type { Weapp } from './weapp-host/index.ts'

const bundleDir = fileURLToPath(new URL('../../miniapp/dist/weapp', import.meta.url))
const enterprisePhone = '13800000003'

/** Strokes of a signature, px of the pad. */
const strokes: [number, number][][] = [
  Array.from({ length: 24 }, (_, index) => [60 + index * 6, 90 + 40 * Math.sin(index / 3)]),
  Array.from({ length: 16 }, (_, index) => [230 + index * 2, 50 + index * 7]),
]

describe('the mini-program as it is shipped, against the whole product', () => {
  let product: JourneyProduct
  let world: World
  let person: DemoPerson
  let app: Weapp
  let title: string

  beforeAll(async () => {
    product = await startJourneyProduct({ demo: true })
    world = worldAt(product.sandboxUrl)
    const people = await world.people()
    person = people.find(({ name }) => name === '张伟') as DemoPerson

    const enterprise = await signInConsole({ serverUrl: product.serverUrl, world }, enterprisePhone)
    const { rows } = await enterprise(listTasks, { query: { state: 'in-progress' } })
    const task = rows.find(({ kind }) => kind === 'standard')
    if (!task) throw new Error('the demo has no standard task')
    title = task.title
    const { link } = await enterprise(shareTask, { params: { id: task.id } })
    const scene = new URLSearchParams(link.split('?')[1]).get('scene') ?? ''
    app = await bootWeapp({
      bundleDir,
      person: person.key,
      server: product.serverUrl,
      sandbox: product.sandboxUrl,
      launch: `pages/entry/index?scene=${scene}`,
    })
  }, 300_000)
  afterAll(() => product?.stop())

  test('who scans the task’s code logs in by the phone button and comes to registration', async () => {
    await app.waitFor(title)
    expect(app.page()).toBe('pages/login/index')
    await app.tap('我已阅读并同意')
    await app.tap('手机号快捷登录')
    await app.waitFor('银行预留手机号')
    expect(app.page()).toBe('pages/register/identity/index')
  }, 120_000)

  test('a wrong ID number is refused where it was typed, and nothing is asked of the bank', async () => {
    await app.input('姓名', person.name)
    await app.input('身份证号', `${person.idNumber.slice(0, 17)}${person.idNumber.endsWith('X') ? '1' : 'X'}`)
    await app.input('银行卡号', person.cards[0]?.number ?? '')
    await app.input('银行预留手机号', person.phone)
    await app.tap('下一步')
    await app.waitFor('身份证号不正确')
    expect(app.page()).toBe('pages/register/identity/index')
  }, 60_000)

  test('the four factors agree and the verified identity is shown again', async () => {
    await app.input('身份证号', person.idNumber)
    await app.tap('下一步')
    await app.waitFor('同意并注册', 60_000)
    expect(app.text()).toContain(person.name)
    expect(app.text()).toContain(person.idNumber)
    await app.tap('我已阅读并同意')
    await app.tap('同意并注册')
    await app.waitFor('设为结算卡')
    await app.tap('设为结算卡')
    await app.waitFor('拍摄身份证人像面')
  }, 120_000)

  test('both sides of the ID card are taken by the camera and registration is done', async () => {
    app.givePhotos(await world.idCard(person.key, 'front'), await world.idCard(person.key, 'back'))
    await app.tap('拍摄')
    await app.tap('使用照片')
    await app.waitFor('拍摄身份证国徽面', 60_000)
    await app.tap('拍摄')
    await app.tap('使用照片')
    await app.waitFor('两面都拍好了', 60_000)
    await app.tap('完成注册')
    await app.waitFor('查看任务')
    expect(app.page()).toBe('pages/register/done/index')
  }, 180_000)

  test('registration ends on the task that was scanned, and its contract is signed by hand', async () => {
    await app.tap('查看任务')
    await app.waitFor('签合同并接受任务', 60_000)
    expect(app.page()).toBe('pages/task/index')
    expect(app.text()).toContain(title)
    await app.tap('签合同并接受任务')
    await app.waitFor('继续阅读', 60_000)
    for (let page = 0; page < 40 && app.text().includes('继续阅读'); page += 1) await app.tap('继续阅读')
    await app.tap('去签署')
    await app.waitFor('短信验证码')
    for (const stroke of strokes) await app.draw(stroke)
    const before = await world.messageIds(person.phone)
    await app.tap('获取验证码')
    await app.input('短信验证码', await until('签署验证码', () => world.smsCode(person.phone, before)))
    await app.tap('确认签署')
    await app.waitFor('接受任务', 60_000)
    expect(app.page()).toBe('pages/task/index')
  }, 240_000)

  test('the task is accepted once although the first answer gets lost', async () => {
    await until('服务商盖章', async () => !app.text().includes('等'))
    app.loseNextAnswer()
    await app.tap('接受任务')
    await app.waitFor('网络不通')
    await app.tap('接受任务')
    await app.waitFor('完成任务')
    expect(app.text()).toContain('进行中')
  }, 120_000)

  test('it is completed with a picture after being asked again, and stands in the list', async () => {
    await app.tap('完成任务')
    await app.waitFor('工作照片')
    app.givePhotos(await world.idCard(person.key, 'front'))
    await app.tap('添加照片')
    await app.waitFor('1/9')
    await app.input('说明', '三个门店都送到了')
    await app.tap('确认完成')
    await app.waitFor('再看看')
    await app.tap('确认任务已完成')
    await app.waitFor('等企业发放佣金', 60_000)
    expect(app.text()).toContain('三个门店都送到了')
  }, 180_000)
})
