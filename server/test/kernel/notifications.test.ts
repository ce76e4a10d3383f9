import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import { GatewayError } from '../../src/gateways/gateway-error.ts'
import { notificationsModule } from '../../src/modules/notifications/index.ts'
import { NotificationModel } from '../../src/modules/notifications/model.ts'
import { notify, type ReachableBy } from '../../src/modules/notifications/public.ts'
import { startTestServer, type TestServer } from '../harness.ts'

let server: TestServer
let reachable: ReachableBy = {}
/** Messages as they went out, in order. */
const sent: string[] = []
let refusals: Partial<Record<'template' | 'subscribe', GatewayError>> = {}

beforeAll(async () => {
  server = await startTestServer({ modules: [notificationsModule] })
  server.services.resolvers.recipient = async () => reachable
  const { wechat } = server.services.gateways
  server.services.gateways.wechat = {
    ...wechat,
    async sendTemplate({ template, url }) {
      if (refusals.template) throw refusals.template
      sent.push(`template ${template} ${url}`)
    },
    async sendSubscribe({ template, page }) {
      if (refusals.subscribe) throw refusals.subscribe
      sent.push(`subscribe ${template} ${page}`)
    },
  }
})
afterAll(() => server.stop())
beforeEach(async () => {
  sent.length = 0
  refusals = {}
  reachable = {}
  await NotificationModel.deleteMany({})
})

function tell(key: string): Promise<void> {
  return runCommand(server.services, systemActor('test'), (c) =>
    notify(c, {
      to: { personId: 'p1' },
      event: 'task-assigned',
      key,
      data: { enterprise: '示例企业', title: '整理仓库' },
      page: 'pages/tasks/detail?id=1',
    }),
  )
}

const person = () => server.sandbox.world.people.list()[0]!
const rejected = new GatewayError('wechat', 'rejected', 'not following', '43004')

describe('a message', () => {
  it('goes to the Official Account first, and leads to its page', async () => {
    reachable = { oaOpenid: 'o1', mpOpenid: 'm1', phone: person().phone }
    await tell('oa')
    await server.drain()
    expect(sent).toEqual([`template task-assigned ${server.url}/w/#/pages/tasks/detail?id=1`])
    expect(await NotificationModel.findOne({ key: 'oa' }).lean()).toMatchObject({
      state: 'sent',
      channel: 'wechat-template',
    })
  })

  it('goes by the next channel when one is refused, and the refusal is kept', async () => {
    reachable = { oaOpenid: 'o1', mpOpenid: 'm1' }
    refusals = { template: rejected }
    await tell('mp')
    await server.drain()
    expect(sent).toEqual(['subscribe task-assigned pages/tasks/detail?id=1'])
    expect(await NotificationModel.findOne({ key: 'mp' }).lean()).toMatchObject({
      channel: 'wechat-subscribe',
      failures: [{ channel: 'wechat-template', code: '43004' }],
    })
  })

  it('goes by SMS to who has no WeChat', async () => {
    reachable = { phone: person().phone }
    await tell('sms')
    await server.drain()
    const inbox = JSON.stringify(server.sandbox.world.inbox.list(person().key))
    expect(inbox).toContain('整理仓库')
    expect(await NotificationModel.findOne({ key: 'sms' }).lean()).toMatchObject({
      state: 'sent',
      channel: 'sms',
    })
  })

  it('is sent once, however often it is asked for', async () => {
    reachable = { oaOpenid: 'o1' }
    await tell('once')
    await tell('once')
    await server.drain()
    await tell('once')
    await server.drain()
    expect(sent).toHaveLength(1)
  })

  it('waits for a service that does not answer, and passes it over in the end', async () => {
    reachable = { oaOpenid: 'o1', mpOpenid: 'm1' }
    refusals = { template: new GatewayError('wechat', 'timeout', 'no answer') }
    await tell('slow')
    for (let run = 0; run < 3; run++) {
      expect(await server.drain()).toMatchObject([{ result: 'failed' }])
      await server.clock.advance(60_000)
    }
    await server.drain()
    expect(await NotificationModel.findOne({ key: 'slow' }).lean()).toMatchObject({
      state: 'sent',
      channel: 'wechat-subscribe',
    })
  })

  it('that reaches nobody is known as failed', async () => {
    await tell('nobody')
    await server.drain()
    expect(await NotificationModel.findOne({ key: 'nobody' }).lean()).toMatchObject({
      state: 'failed',
      channel: null,
    })
  })

  it('lies unreadable in the database', async () => {
    await tell('secret')
    expect(JSON.stringify(await NotificationModel.findOne({ key: 'secret' }).lean())).not.toContain(
      '整理仓库',
    )
  })
})
