import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPaidBatch, createPayee, createPayoutSetting, rowFor } from '../../../test/factories/payouts.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { startProgram } from '../../../test/support/child-server.ts'
import { accounts } from './public.ts'
import { LedgerBalanceModel } from './model.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const verify = async () => {
  const run = startProgram(server, 'src/modules/ledger/verify-cli.ts')
  const code = await run.exit
  return { code, output: run.output() }
}

describe('npm run ledger:verify', () => {
  it('ends with 0 where the ledger, its balances and the bank agree, and with 1 and a table where they do not', async () => {
    const setting = await createPayoutSetting(server, { funds: 1_000_000 })
    await createPaidBatch(server, setting, [
      rowFor(await createPayee(server, setting), setting.quick, 100_000),
    ])
    const fine = await verify()
    expect(fine).toMatchObject({ code: 0, output: expect.stringContaining('核对一致，没有差异') })
    expect(fine.output).toMatch(/账本分录 \d+ 笔/)

    const account = accounts.available(setting.engagementId)
    await LedgerBalanceModel.updateOne({ _id: account }, { $inc: { balance: 1 } })
    const wrong = await verify()
    expect(wrong.code).toBe(1)
    expect(wrong.output).toContain('发现 1 处差异')
    expect(wrong.output).toMatch(
      new RegExp(`${account}\\s+余额与流水不符\\s+￥8,900\\.00\\s+￥8,900\\.01\\s+￥0\\.01`),
    )
  })
})
