import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createCheckedBatch,
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

/** Everything in the database as text. */
async function databaseText(): Promise<string> {
  const collections = (await mongoose.connection.db?.collections()) ?? []
  const dumps = await Promise.all(collections.map((collection) => collection.find().toArray()))
  return JSON.stringify(dumps)
}

describe('payees and payers', () => {
  it('are readable neither in the database nor in the logs: not in files, payments, requests to the bank or transfers', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const paid = await createPayee(server, setting, { name: '欧阳青松' })
    const failed = await createPayee(server, setting, { name: '司马长风', cardOutcome: '201' })
    const rows = [rowFor(paid, setting.quick, 10_000), rowFor(failed, setting.quick, 20_000)]
    await createPaidBatch(server, setting, rows)
    await createCheckedBatch(server, setting, [{ ...rows[0], name: '写错了' } as (typeof rows)[0]])
    const payerAccount = '6225880177777777'
    const { subAccountNo: accountNo } = setting.place
    server.sandbox.bank.creditTransfer({ accountNo, amountFen: 500, payerName: '个人付款人', payerAccount })
    await settle(server)

    const secrets = [paid, failed].flatMap(({ name, idNumber, phone, cardNumber }) => [
      name,
      idNumber,
      phone,
      cardNumber,
    ])
    const texts = { database: await databaseText(), logs: server.logs.join('\n') }
    for (const secret of [...secrets, '写错了', '个人付款人', payerAccount, setting.boundAccount.number]) {
      for (const [place, text] of Object.entries(texts))
        expect([place, secret, text.includes(secret)]).toEqual([place, secret, false])
    }
  })

  it('are shown to the provider with all but their name masked', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    const worker = await createPayee(server, setting)
    const batch = await createPaidBatch(server, setting, [rowFor(worker, setting.quick, 10_000)])
    const [item] = await itemsOf(server, setting, batch.id)
    const text = JSON.stringify(item)
    for (const secret of [worker.idNumber, worker.phone, worker.cardNumber])
      expect(text).not.toContain(secret)
    expect(item?.name).toBe(worker.name)
  })
})
