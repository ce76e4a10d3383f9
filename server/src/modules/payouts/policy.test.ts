import { randomUUID } from 'node:crypto'
import type { CallInput } from '@linggong/shared/api/client'
import type { Endpoint } from '@linggong/shared/api/endpoint'
import * as engagementsApi from '@linggong/shared/api/engagements'
import * as payoutsApi from '@linggong/shared/api/payouts'
import * as incomeApi from '@linggong/shared/api/worker-income'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganisationAccount, createWorkerAccount } from '../../../test/factories/identity.ts'
import {
  createCheckedBatch,
  createPayee,
  createPayoutSetting,
  rowFor,
  type PayoutSetting,
} from '../../../test/factories/payouts.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { BatchModel } from './models/batch.ts'
import { IncomingTransferModel } from './models/incoming-transfer.ts'
import { ItemModel } from './models/item.ts'

let server: TestServer
let setting: PayoutSetting
let batchId: string

const proof = { stepUpId: 'none', code: '000000' }

beforeAll(async () => {
  server = await startTestServer()
  setting = await createPayoutSetting(server, { funds: 1_000_000 })
  const worker = await createPayee(server, setting)
  batchId = (await createCheckedBatch(server, setting, [rowFor(worker, setting.quick, 10_000)])).id
})
afterAll(() => server.stop())

/** Status and code of a call, whatever kind of answer the endpoint gives. */
async function outcome(
  endpoint: Endpoint,
  input: object,
  token?: string,
): Promise<{ status: number; code: string | null }> {
  try {
    await server.call(endpoint, input as CallInput<Endpoint>, token)
    return { status: 200, code: null }
  } catch (error) {
    if (error instanceof SyntaxError) return { status: 200, code: null }
    const { status, code } = error as { status: number; code: string }
    return { status, code }
  }
}

const snapshot = async () => ({
  batches: await BatchModel.find().sort({ _id: 1 }).lean(),
  items: await ItemModel.find().sort({ _id: 1 }).lean(),
  transfers: await IncomingTransferModel.find().lean(),
})

describe('payouts and funds', () => {
  it('show a stranger empty lists', async () => {
    const enterprise = await createOrganisationAccount(server, { kind: 'enterprise' })
    const provider = await createOrganisationAccount(server, { kind: 'provider' })
    const worker = await createWorkerAccount(server)
    expect(await server.call(payoutsApi.listPayoutOptions, {}, enterprise)).toEqual({ rows: [] })
    expect(await server.call(payoutsApi.listBatches, { query: {} }, enterprise)).toEqual({
      rows: [],
      total: 0,
    })
    expect(await server.call(payoutsApi.listReturned, {}, enterprise)).toEqual({ rows: [] })
    expect(await server.call(payoutsApi.listProviderItems, { query: {} }, provider)).toEqual({
      rows: [],
      total: 0,
    })
    expect((await server.call(incomeApi.getIncome, { query: {} }, worker)).payments).toEqual([])
  })

  it('refuse bodies that are not as the contract says', async () => {
    const bad: [Endpoint, object][] = [
      [payoutsApi.createBatch, { body: {} }],
      [payoutsApi.confirmBatch, { params: { id: batchId }, body: { stepUpId: 'a', code: '12', digest: '' } }],
      [payoutsApi.cancelBatch, { params: { id: batchId }, body: { reason: '' } }],
      [engagementsApi.requestRefund, { params: { id: setting.subLedgerId }, body: { ...proof, amount: -5 } }],
      [payoutsApi.uploadBatchFile, { params: { id: batchId }, query: {} }],
    ]
    for (const [endpoint, input] of bad) {
      expect(await outcome(endpoint, input, setting.enterprise.token)).toEqual({
        status: 400,
        code: 'BAD_REQUEST',
      })
    }
    const amount = { ...proof, kind: 'fee', amount: 0.5 }
    expect(
      await outcome(engagementsApi.withdrawFunds, { body: amount }, setting.provider.token),
    ).toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('cannot be moved without fresh proof of who asks', async () => {
    const digest = (await server.call(payoutsApi.getBatch, { params: { id: batchId } }, setting.enterprise))
      .digest
    const stepUps: [Endpoint, object, { token: string }][] = [
      [payoutsApi.confirmBatch, { params: { id: batchId }, body: { ...proof, digest } }, setting.enterprise],
      [
        engagementsApi.requestRefund,
        { params: { id: setting.subLedgerId }, body: { ...proof, amount: 100 } },
        setting.enterprise,
      ],
    ]
    const before = await snapshot()
    for (const [endpoint, input, { token }] of stepUps) {
      expect(await outcome(endpoint, input, token)).toEqual({ status: 403, code: 'STEP_UP_REQUIRED' })
    }
    expect(await snapshot()).toEqual(before)
  })

  it('answer the same key with the same answer', async () => {
    const idempotencyKey = randomUUID()
    const input = { body: { engagementId: setting.engagementId }, idempotencyKey }
    const first = await server.call(payoutsApi.createBatch, input, setting.enterprise)
    expect((await server.call(payoutsApi.createBatch, input, setting.enterprise)).id).toBe(first.id)
  })
})
