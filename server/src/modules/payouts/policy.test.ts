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
  createPaidBatch,
  createPayee,
  createPayoutSetting,
  itemsOf,
  payoutFile,
  rowFor,
  settle,
  type PayoutSetting,
} from '../../../test/factories/payouts.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { BatchModel } from './models/batch.ts'
import { IncomingTransferModel } from './models/incoming-transfer.ts'
import { ItemModel } from './models/item.ts'

let server: TestServer
let setting: PayoutSetting
let batchId: string
let paidItemId: string
let transferId: string
let file: Buffer

const proof = { stepUpId: 'none', code: '000000' }
const reason = { reason: '不需要了' }

beforeAll(async () => {
  server = await startTestServer()
  setting = await createPayoutSetting(server, { funds: 1_000_000 })
  const worker = await createPayee(server, setting)
  const paid = await createPaidBatch(server, setting, [rowFor(worker, setting.quick, 10_000)])
  paidItemId = (await itemsOf(server, setting, paid.id))[0]?.id ?? ''
  batchId = (await createCheckedBatch(server, setting, [rowFor(worker, setting.quick, 10_000)])).id
  file = await payoutFile(server, setting.enterprise, [rowFor(worker, setting.quick, 10_000)])
  server.sandbox.bank.creditTransfer({
    accountNo: setting.place.subAccountNo,
    amountFen: 500,
    payerName: '别的公司',
    payerAccount: '6225880100000009',
  })
  await settle(server)
  transferId = (await IncomingTransferModel.findOne({ state: 'unclaimed' }))?._id ?? ''
})
afterAll(() => server.stop())

/** Every endpoint of the area with the input its owner would send; `own` ones name an object of the owner. */
function calls(): { endpoint: Endpoint; input: object; own: boolean }[] {
  const batch = { params: { id: batchId } }
  const item = { params: { id: paidItemId } }
  const subLedger = { params: { id: setting.subLedgerId } }
  const at = new Date(Date.now() + 3_600_000).toISOString()
  const upload = { field: 'file', content: file, name: 'a.xlsx' }
  return [
    { endpoint: payoutsApi.listPayoutOptions, input: {}, own: false },
    { endpoint: payoutsApi.downloadPayoutTemplate, input: {}, own: false },
    { endpoint: payoutsApi.createBatch, input: { body: { engagementId: setting.engagementId } }, own: true },
    { endpoint: payoutsApi.uploadBatchFile, input: { ...batch, query: {}, file: upload }, own: true },
    { endpoint: payoutsApi.listBatches, input: { query: {} }, own: false },
    { endpoint: payoutsApi.getBatch, input: batch, own: true },
    { endpoint: payoutsApi.listBatchItems, input: { ...batch, query: {} }, own: true },
    { endpoint: payoutsApi.listBatchErrors, input: { ...batch, query: {} }, own: true },
    { endpoint: payoutsApi.downloadFailedRows, input: batch, own: true },
    { endpoint: payoutsApi.removeErrorRows, input: batch, own: true },
    { endpoint: payoutsApi.removeItem, input: item, own: true },
    { endpoint: payoutsApi.releaseItem, input: item, own: true },
    { endpoint: payoutsApi.discardBatch, input: batch, own: true },
    { endpoint: payoutsApi.confirmBatch, input: { ...batch, body: { ...proof, digest: 'x' } }, own: true },
    {
      endpoint: payoutsApi.scheduleBatch,
      input: { ...batch, body: { ...proof, digest: 'x', at } },
      own: true,
    },
    { endpoint: payoutsApi.cancelBatch, input: { ...batch, body: reason }, own: true },
    { endpoint: payoutsApi.pauseBatch, input: batch, own: true },
    { endpoint: payoutsApi.resumeBatch, input: batch, own: true },
    { endpoint: payoutsApi.listReturned, input: {}, own: false },
    { endpoint: payoutsApi.reissueItem, input: { ...item, body: proof }, own: true },
    { endpoint: payoutsApi.giveUpItem, input: { ...item, body: proof }, own: true },
    { endpoint: payoutsApi.getItem, input: item, own: true },
    { endpoint: payoutsApi.listProviderItems, input: { query: {} }, own: false },
    { endpoint: engagementsApi.listSubLedgerEntries, input: { ...subLedger, query: {} }, own: true },
    {
      endpoint: engagementsApi.requestRefund,
      input: { ...subLedger, body: { ...proof, amount: 100 } },
      own: true,
    },
    { endpoint: engagementsApi.listRefunds, input: subLedger, own: true },
    { endpoint: engagementsApi.getProviderFunds, input: {}, own: false },
    {
      endpoint: engagementsApi.decideIncomingTransfer,
      input: { params: { id: transferId, decision: 'claim' }, body: reason },
      own: true,
    },
    {
      endpoint: engagementsApi.withdrawFunds,
      input: { body: { ...proof, kind: 'fee', amount: 1 } },
      own: false,
    },
    { endpoint: incomeApi.getIncome, input: { query: {} }, own: false },
    { endpoint: incomeApi.getPayment, input: item, own: true },
  ]
}

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

async function strangerFor({ caller }: Endpoint): Promise<{ token: string }> {
  if (caller === 'worker') return createWorkerAccount(server)
  return createOrganisationAccount(server, { kind: caller === 'provider' ? 'provider' : 'enterprise' })
}

describe('payouts and funds', () => {
  it('are closed to whoever is not signed in', async () => {
    for (const { endpoint, input } of calls()) {
      expect({ path: endpoint.path, ...(await outcome(endpoint, input)) }).toEqual({
        path: endpoint.path,
        status: 401,
        code: 'UNAUTHENTICATED',
      })
    }
  })

  it('are closed to the wrong kind of caller', async () => {
    const worker = await createWorkerAccount(server)
    for (const { endpoint, input } of calls()) {
      const wrong = {
        worker: setting.enterprise,
        provider: setting.enterprise,
        enterprise: setting.provider,
        console: worker,
      }
      const { token } = wrong[endpoint.caller as keyof typeof wrong]
      expect({ path: endpoint.path, ...(await outcome(endpoint, input, token)) }).toEqual({
        path: endpoint.path,
        status: 403,
        code: 'FORBIDDEN',
      })
    }
  })

  it('of another organisation are as good as absent: every endpoint refuses the wrong tenant and nothing changes', async () => {
    const before = await snapshot()
    for (const { endpoint, input } of calls().filter(({ own }) => own)) {
      const { token } = await strangerFor(endpoint)
      expect({ path: endpoint.path, ...(await outcome(endpoint, input, token)) }).toEqual({
        path: endpoint.path,
        status: 404,
        code: 'NOT_FOUND',
      })
    }
    expect(await snapshot()).toEqual(before)
  })

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
