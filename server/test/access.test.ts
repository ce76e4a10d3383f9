import { allEndpoints } from '@linggong/shared/api/index'
import type { CallInput } from '@linggong/shared/api/client'
import type { Endpoint } from '@linggong/shared/api/endpoint'
import { proveContact } from '@linggong/shared/api/engagements'
import { openCaptureSession } from '@linggong/shared/api/worker-registration'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IncomingTransferModel } from '../src/modules/payouts/models/incoming-transfer.ts'
import { createContractToSign, handwriting } from './factories/contracts.ts'
import { application, createSigningEngagement } from './factories/engagements.ts'
import {
  createAssignmentFor,
  createCheckedBatch,
  createPaidBatch,
  createPayee,
  createPayoutSetting,
  itemsOf,
  payoutFile,
  rowFor,
  settle,
} from './factories/payouts.ts'
import { photo, taskForm } from './factories/tasks.ts'
import { createWorker } from './factories/workers.ts'
import { startTestServer, type TestServer } from './harness.ts'

/** Addresses that name nothing that belongs to somebody: published, or the caller's own by its kind. */
const nobodys = new Set(['getAgreement', 'getScene', 'resolveScene', 'updateTemplate'])

let server: TestServer
let inputs: Record<string, object>
let rivals: Record<string, { token: string }[]>

/** Input of every endpoint that names an object, as the object's owner would send it. */
async function ownersInputs(): Promise<Record<string, object>> {
  const setting = await createPayoutSetting(server, { funds: 1_000_000 })
  const { enterprise, provider, engagementId, subLedgerId, quick, standard, boundAccount } = setting
  const payee = await createPayee(server, setting)
  const assignmentId = await createAssignmentFor(server, payee, standard, 'assigned')
  const paid = await createPaidBatch(server, setting, [rowFor(payee, quick, 10_000)])
  const itemId = (await itemsOf(server, setting, paid.id))[0]?.id ?? ''
  const batchId = (await createCheckedBatch(server, setting, [rowFor(payee, quick, 10_000)])).id
  const envelopeId = await createContractToSign(server, await createWorker(server), provider)
  const signing = await createSigningEngagement(server)
  const faceCheck = await server.call(
    proveContact,
    { params: { id: signing.engagementId } },
    signing.enterprise,
  )
  const registering = await createWorker(server, { registered: false })
  const capture = await server.call(openCaptureSession, {}, registering)
  server.sandbox.bank.creditTransfer({
    accountNo: setting.place.subAccountNo,
    amountFen: 500,
    payerName: '别的公司',
    payerAccount: '6225880100000009',
  })
  await settle(server)
  const transfer = await IncomingTransferModel.findOne({ state: 'unclaimed' })

  const workbook = await payoutFile(server, enterprise, [rowFor(payee, quick, 10_000)])
  const sheet = { file: { field: 'file', content: workbook, name: 'a.xlsx' } }
  const picture = { file: { field: 'photo', content: await photo(), name: 'a.jpg' } }
  const engagement = { params: { id: engagementId } }
  const contract = { params: { id: envelopeId } }
  const task = { params: { id: standard._id } }
  const assignment = { params: { id: assignmentId } }
  const batch = { params: { id: batchId } }
  const item = { params: { id: itemId } }
  const subLedger = { params: { id: subLedgerId } }
  const proof = { stepUpId: 'none', code: '000000' }
  const reason = { body: { reason: '不需要了' } }
  const person = { body: { name: '王小明', phone: '13911112222' } }
  const done = { body: { fileIds: [], note: '已完成' } }
  const form = taskForm(server, engagementId)
  const at = new Date(Date.now() + 3_600_000).toISOString()
  return {
    chooseSettlementCard: { params: { id: payee.cardId } },
    uploadIdPhoto: { params: { id: capture.id, side: 'front' }, ...picture },
    getAssignment: assignment,
    acceptAssignment: assignment,
    rejectAssignment: { ...assignment, ...reason },
    completeAssignment: { ...assignment, ...done },
    replaceDeliverables: { ...assignment, ...done },
    uploadDeliverable: { ...assignment, ...picture },
    getMyContract: contract,
    sendSigningCode: contract,
    signMyContract: { ...contract, body: { code: '123456', signature: await handwriting() } },
    declineMyContract: { ...contract, ...reason },
    getPayment: item,

    getContract: contract,
    revokeContract: { ...contract, ...reason },
    sealContract: { ...contract, body: proof },
    getFaceCheck: { params: { id: faceCheck.id } },
    updateServiceItem: {
      params: { id: provider.serviceItemId },
      body: {
        name: '灵活用工',
        invoiceCategory: '现代服务',
        feeRate: 800,
        invoiceCutoffDay: 25,
        minimumInvoice: 0,
      },
    },

    getEngagement: engagement,
    approveEngagement: engagement,
    rejectEngagement: { ...engagement, ...reason },
    reapplyEngagement: { ...engagement, body: application(provider) },
    proveContact: engagement,
    signEngagement: { ...engagement, body: proof },
    sealEngagement: { ...engagement, body: proof },
    renewEngagement: engagement,
    terminateEngagement: { ...engagement, ...reason },
    terminateEngagementAsProvider: { ...engagement, ...reason },
    openSubLedger: { ...engagement, body: { boundAccount } },
    listSubLedgerEntries: { ...subLedger, query: {} },
    listRefunds: subLedger,
    requestRefund: { ...subLedger, body: { ...proof, amount: 100 } },
    decideIncomingTransfer: { params: { id: transfer?._id, decision: 'claim' }, ...reason },

    publishTask: { body: form },
    getTask: task,
    approveTask: task,
    rejectTask: { ...task, ...reason },
    resubmitTask: { ...task, body: form },
    withdrawTask: task,
    cancelTask: { ...task, ...reason },
    completeTask: { ...task, body: { voucherIds: [] } },
    shareTask: task,
    revokeTaskShare: task,
    listTaskAssignments: { ...task, query: {} },
    assignWorker: { ...task, ...person },
    importAssignments: { ...task, ...sheet },
    correctAssignment: { ...assignment, ...person },
    cancelAssignment: { ...assignment, ...reason },

    createBatch: { body: { engagementId } },
    getBatch: batch,
    uploadBatchFile: { ...batch, query: {}, ...sheet },
    listBatchItems: { ...batch, query: {} },
    listBatchErrors: { ...batch, query: {} },
    downloadFailedRows: batch,
    removeErrorRows: batch,
    discardBatch: batch,
    confirmBatch: { ...batch, body: { ...proof, digest: 'x' } },
    scheduleBatch: { ...batch, body: { ...proof, digest: 'x', at } },
    cancelBatch: { ...batch, ...reason },
    pauseBatch: batch,
    resumeBatch: batch,
    getItem: item,
    removeItem: item,
    releaseItem: item,
    reissueItem: { ...item, body: proof },
    giveUpItem: { ...item, body: proof },
  }
}

/** Strangers who could do everything, were it theirs. */
async function createRivals(): Promise<typeof rivals> {
  const setting = await createPayoutSetting(server, { funds: 1_000_000 })
  const { enterprise, provider } = setting
  const worker = await createPayee(server, setting)
  return { enterprise: [enterprise], provider: [provider], console: [enterprise, provider], worker: [worker] }
}

async function outcome(endpoint: Endpoint, input: object, token?: string): Promise<string> {
  try {
    await server.call(endpoint, input as CallInput<Endpoint>, token)
    return 'answered'
  } catch (error) {
    const { status, code, message } = error as { status?: number; code?: string; message: string }
    return status === undefined ? `answered with what is no JSON: ${message}` : `${status} ${code}`
  }
}

/** Everything in the database but the answers kept for repeated requests, and numbers, which may have gaps. */
async function everything(): Promise<Record<string, unknown[]>> {
  const collections = (await mongoose.connection.db?.collections()) ?? []
  const kept = collections.filter(
    ({ collectionName }) => !/idempoten|agenda|number_series/i.test(collectionName),
  )
  return Object.fromEntries(
    await Promise.all(
      kept.map(async (one) => [one.collectionName, await one.find().sort({ _id: 1 }).toArray()] as const),
    ),
  )
}

beforeAll(async () => {
  server = await startTestServer()
  inputs = await ownersInputs()
  rivals = await createRivals()
})
afterAll(() => server.stop())

describe('every address but the public ones', () => {
  const closed = [...allEndpoints].filter(([, { caller }]) => caller !== 'public')
  const anyInput = {
    params: { id: 'x', side: 'front', kind: 'worker', decision: 'claim', scene: 'x' },
    query: {},
  }

  it('is closed to whoever is not signed in', async () => {
    for (const [name, endpoint] of closed)
      expect([name, await outcome(endpoint, anyInput)]).toEqual([name, '401 UNAUTHENTICATED'])
  })

  it('is closed to the wrong kind of caller', async () => {
    const { enterprise = [], provider = [], worker = [] } = rivals
    const wrong: Record<string, { token: string }[]> = {
      worker: [...enterprise, ...provider],
      enterprise: [...worker, ...provider],
      provider: [...worker, ...enterprise],
      platform: [...worker, ...enterprise, ...provider],
      console: worker,
    }
    for (const [name, endpoint] of closed)
      for (const { token } of wrong[endpoint.caller] ?? [])
        expect([name, await outcome(endpoint, anyInput, token)]).toEqual([name, '403 FORBIDDEN'])
  })
})

describe('what belongs to somebody', () => {
  it('is known for every address that names an object', () => {
    const naming = [...allEndpoints].filter(
      ([name, { path, caller }]) => path.includes(':') && caller !== 'platform' && !nobodys.has(name),
    )
    expect(naming.map(([name]) => name).filter((name) => !(name in inputs))).toEqual([])
  })

  it('is as good as absent for anybody else, and stays as it is', async () => {
    const before = await everything()
    const outcomes: string[] = []
    for (const [name, input] of Object.entries(inputs)) {
      const endpoint = allEndpoints.get(name)
      if (!endpoint) throw new Error(`no endpoint ${name}`)
      for (const { token } of rivals[endpoint.caller] ?? [])
        outcomes.push(`${name}: ${await outcome(endpoint, input, token)}`)
    }
    expect(outcomes).toEqual(outcomes.map((line) => `${line.split(':')[0]}: 404 NOT_FOUND`))
    expect(outcomes.length).toBeGreaterThanOrEqual(Object.keys(inputs).length)
    expect(await everything()).toEqual(before)
  })
})
