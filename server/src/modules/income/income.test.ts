import { getIncome, getPayment } from '@linggong/shared/api/worker-income'
import { monthOf } from '@linggong/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIdentifiedWorker } from '../../../test/factories/identity.ts'
import {
  createPaidBatch,
  createPayee,
  createPayoutSetting,
  itemsOf,
  rowFor,
  settle,
} from '../../../test/factories/payouts.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const minute = 60_000
const month = () => monthOf(server.services.clock.now())

describe('a worker’s income', () => {
  it('is closed to whoever is not signed in and empty for whoever was never paid', async () => {
    await expect(server.call(getIncome, { query: {} })).rejects.toMatchObject({ status: 401 })
    const worker = await createIdentifiedWorker(server)
    expect(await server.call(getIncome, { query: {} }, worker)).toEqual({
      month: month(),
      received: 0,
      tax: 0,
      payments: [],
      months: [],
    })
    await expect(server.call(getIncome, { query: { month: '2026-13' } }, worker)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  it('shows what arrived, in words, with the enterprise, the task and the card', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const worker = await createPayee(server, setting)
    const batch = await createPaidBatch(server, setting, [
      rowFor(worker, setting.quick, 123_450, { remark: '九月推广' }),
    ])
    const [item] = await itemsOf(server, setting, batch.id)
    const income = await server.call(getIncome, { query: {} }, worker)
    expect(income).toMatchObject({ month: month(), received: 123_450, tax: 0, months: [month()] })
    expect(income.payments).toMatchObject([
      {
        number: item?.number,
        state: 'paid',
        stateText: '已到账',
        enterpriseName: setting.enterprise.name,
        taskTitle: '新品推广',
        received: 123_450,
        cardTail: worker.cardNumber.slice(-4),
      },
    ])
    const payment = await server.call(getPayment, { params: { id: income.payments[0]?.id ?? '' } }, worker)
    expect(payment).toMatchObject({
      providerName: setting.provider.name,
      taxText: '本笔没有代扣个人所得税',
      failureText: null,
      remark: '九月推广',
    })
    expect(payment.timeline.map(({ text }) => text)).toEqual([
      '企业已付款，正在转入您的银行卡',
      `已到账，转入尾号 ${worker.cardNumber.slice(-4)} 的银行卡`,
    ])
    expect((await server.call(getIncome, { query: { month: '2026-01' } }, worker)).payments).toEqual([])
  })

  it('says what happened to a payment that failed and what to do, without the enterprise’s fee', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const worker = await createPayee(server, setting, { cardOutcome: '203' })
    await createPaidBatch(server, setting, [rowFor(worker, setting.quick, 20_000)])
    const income = await server.call(getIncome, { query: {} }, worker)
    expect(income).toMatchObject({ received: 0, payments: [{ stateText: '付款失败，款项正在退回企业' }] })
    await server.clock.advance(31 * minute)
    await settle(server)
    const payment = await server.call(getPayment, { params: { id: income.payments[0]?.id ?? '' } }, worker)
    expect(payment).toMatchObject({
      stateText: '付款失败，款项已退回企业',
      failureText: '收款账户已销户。请检查结算卡，更换后联系企业重新发放',
    })
    expect(JSON.stringify(payment)).not.toContain('服务费')
  })

  it('tells the worker by message that money is on its way and has arrived, with a link to the payment', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const worker = await createPayee(server, setting)
    const batch = await createPaidBatch(server, setting, [rowFor(worker, setting.quick, 55_500)])
    const [item] = await itemsOf(server, setting, batch.id)
    const texts = server.sandbox.world.inbox
      .list(worker.phone)
      .flatMap((message) => ('text' in message ? [message.text] : []))
    expect(texts.filter((text) => text.includes('￥555.00'))).toHaveLength(2)
    expect(item?.state).toBe('paid')
  })

  it('of another worker is as good as absent', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const [worker, other] = [await createPayee(server, setting), await createPayee(server, setting)]
    const batch = await createPaidBatch(server, setting, [rowFor(worker, setting.quick, 10_000)])
    const [item] = await itemsOf(server, setting, batch.id)
    await expect(server.call(getPayment, { params: { id: item?.id ?? '' } }, other)).rejects.toMatchObject({
      status: 404,
    })
    expect((await server.call(getIncome, { query: {} }, other)).payments).toEqual([])
  })
})
