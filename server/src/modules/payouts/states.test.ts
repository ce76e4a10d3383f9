import type { CallInput } from '@linggong/shared/api/client'
import type { Endpoint } from '@linggong/shared/api/endpoint'
import { decideIncomingTransfer } from '@linggong/shared/api/engagements'
import * as api from '@linggong/shared/api/payouts'
import { nextState, statesOf, type Machine } from '@linggong/shared/states/machine'
import {
  attemptMachine,
  batchMachine,
  incomingTransferMachine,
  itemMachine,
  refundMachine,
} from '@linggong/shared/states/payout'
import type { Model } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createCheckedBatch,
  createPayee,
  createPayoutSetting,
  payoutFile,
  rowFor,
  settle,
  type PayoutSetting,
} from '../../../test/factories/payouts.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { newId } from '../../ids.ts'
import { transition } from '../../states.ts'
import { LedgerEntryModel } from '../ledger/model.ts'
import { BankRequestModel } from './models/bank-request.ts'
import { BatchModel } from './models/batch.ts'
import { IncomingTransferModel } from './models/incoming-transfer.ts'
import { ItemModel } from './models/item.ts'
import { RefundModel } from './models/refund.ts'
import { transitionItems } from './transition-items.ts'

let server: TestServer
let setting: PayoutSetting
let file: Buffer

beforeAll(async () => {
  server = await startTestServer()
  setting = await createPayoutSetting(server, { funds: 1_000_000 })
  const worker = await createPayee(server, setting)
  const rows = [rowFor(worker, setting.quick, 10_000)]
  await createCheckedBatch(server, setting, rows)
  file = await payoutFile(server, setting.enterprise, rows)
  server.sandbox.bank.creditTransfer({
    accountNo: setting.place.subAccountNo,
    amountFen: 500,
    payerName: '别的公司',
    payerAccount: '6225880100000009',
  })
  await settle(server)
})
afterAll(() => server.stop())

type Stored = { _id: string; state: string }
type AnyModel = Model<Stored>

/** A document of each aggregate, as the product stores it. */
async function sampleOf(machine: Machine): Promise<{ model: AnyModel; sample: object }> {
  const base = {
    enterpriseId: setting.enterprise.organisationId,
    providerId: setting.provider.organisationId,
    place: setting.place,
    amount: 100,
  }
  const samples: Record<string, [unknown, object | null]> = {
    batch: [BatchModel, await BatchModel.findOne({ state: 'ready' }).lean()],
    item: [ItemModel, await ItemModel.findOne({ state: 'ready' }).lean()],
    attempt: [BankRequestModel, { ...base, kind: 'refund', attempt: 1, series: 'X', version: 0 }],
    'incoming-transfer': [
      IncomingTransferModel,
      await IncomingTransferModel.findOne({ state: 'unclaimed' }).lean(),
    ],
    refund: [RefundModel, { ...base, subLedgerId: setting.subLedgerId, version: 0 }],
  }
  const [model, sample] = samples[machine.name] ?? []
  if (!model || !sample) throw new Error(`no sample of ${machine.name}`)
  return { model: model as AnyModel, sample }
}

/** Puts a document in a state into the database, past the product. */
async function putIn(
  machine: Machine,
  state: string,
  change: object = {},
): Promise<{ model: AnyModel; id: string }> {
  const { model, sample } = await sampleOf(machine)
  const id = newId()
  const unique = { number: `X${id}`, series: `X${id}`, bankSerial: `X${id}` }
  const known = Object.fromEntries(Object.entries(unique).filter(([key]) => key in sample))
  await model.collection.insertOne({ ...sample, ...known, ...change, _id: id as never, state })
  return { model, id }
}

const machines = [
  batchMachine,
  itemMachine,
  attemptMachine,
  incomingTransferMachine,
  refundMachine,
] as Machine[]
const refusedPairs = (machine: Machine): [string, string][] =>
  statesOf(machine).flatMap((state) =>
    Object.keys(machine.transitions)
      .filter((event) => nextState(machine, state, event) === null)
      .map((event): [string, string] => [state, event]),
  )

describe.each(machines)('the table of $name', (machine) => {
  it('is all that the gate lets through: every other event is refused in every state', async () => {
    for (const [state, event] of refusedPairs(machine)) {
      const { model, id } = await putIn(machine, state)
      const attempt = runCommand(server.services, systemActor('test'), async (c) => {
        const doc = await model.findById(id).session(c.session)
        if (!doc) throw new Error('not stored')
        await transition(model, doc as never, machine, event, c)
      })
      await expect(attempt, `${event} in ${state}`).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
      expect((await model.findById(id).lean())?.state, `${event} in ${state}`).toBe(state)
    }
  })
})

it('payments moved together pass the same table', async () => {
  for (const [from, event] of refusedPairs(itemMachine as Machine)) {
    const attempt = runCommand(server.services, systemActor('test'), (c) =>
      transitionItems(c, { batchId: 'none', from: from as 'ready' }, event as 'confirm'),
    )
    await expect(attempt, `${event} in ${from}`).rejects.toThrow('is not allowed')
  }
})

const proof = { stepUpId: 'none', code: '000000' }
const reason = { reason: '情况有变' }

/** What a person may do to a batch, by the event of the table. */
const batchCalls: Record<string, (id: string) => [Endpoint, object]> = {
  upload: (id) => [
    api.uploadBatchFile,
    { params: { id }, query: {}, file: { field: 'file', content: file, name: 'a.xlsx' } },
  ],
  'drop-errors': (id) => [api.removeErrorRows, { params: { id } }],
  discard: (id) => [api.discardBatch, { params: { id } }],
  confirm: (id) => [api.confirmBatch, { params: { id }, body: { ...proof, digest: 'x' } }],
  schedule: (id) => [
    api.scheduleBatch,
    { params: { id }, body: { ...proof, digest: 'x', at: new Date(Date.now() + 3_600_000).toISOString() } },
  ],
  cancel: (id) => [api.cancelBatch, { params: { id }, body: reason }],
  pause: (id) => [api.pauseBatch, { params: { id } }],
  resume: (id) => [api.resumeBatch, { params: { id } }],
}

const itemCalls: Record<string, (id: string) => [Endpoint, object]> = {
  remove: (id) => [api.removeItem, { params: { id } }],
  release: (id) => [api.releaseItem, { params: { id } }],
  reissue: (id) => [api.reissueItem, { params: { id }, body: proof }],
  'give-up': (id) => [api.giveUpItem, { params: { id }, body: proof }],
}

async function codeOf([endpoint, input]: [Endpoint, object], token: string): Promise<string> {
  try {
    await server.call(endpoint, input as CallInput<Endpoint>, token)
    return 'done'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('over HTTP', () => {
  it.each(Object.keys(batchCalls))(
    '%s is refused for a batch in every state that the table does not name',
    async (event) => {
      const call = batchCalls[event] as (typeof batchCalls)[string]
      for (const state of statesOf(batchMachine).filter(
        (one) => nextState(batchMachine, one, event as 'upload') === null,
      )) {
        const { model, id } = await putIn(batchMachine as Machine, state, { uploads: [] })
        const code = await codeOf(call(id), setting.enterprise.token)
        const waits = (event === 'confirm' || event === 'schedule') && state === 'invalid'
        expect([state, code]).toEqual([state, waits ? 'BATCH_HAS_ERRORS' : 'STATE_CONFLICT'])
        expect((await model.findById(id).lean())?.state).toBe(state)
      }
    },
  )

  it('a person never confirms a batch whose time will come by itself', async () => {
    const { id } = await putIn(batchMachine as Machine, 'scheduled')
    expect(
      await codeOf((batchCalls['confirm'] as (typeof batchCalls)[string])(id), setting.enterprise.token),
    ).toBe('STATE_CONFLICT')
  })

  it.each(Object.keys(itemCalls))(
    '%s is refused for a payment in every state that the table does not name',
    async (event) => {
      const call = itemCalls[event] as (typeof itemCalls)[string]
      const entries = await LedgerEntryModel.countDocuments()
      for (const state of statesOf(itemMachine).filter(
        (one) => nextState(itemMachine, one, event as 'remove') === null,
      )) {
        const batch = await putIn(batchMachine as Machine, 'executing')
        const { model, id } = await putIn(itemMachine as Machine, state, { batchId: batch.id })
        expect([state, await codeOf(call(id), setting.enterprise.token)]).toEqual([state, 'STATE_CONFLICT'])
        expect((await model.findById(id).lean())?.state).toBe(state)
      }
      expect(await LedgerEntryModel.countDocuments()).toBe(entries)
    },
  )

  it('a confirmed payment stays in its batch once money has begun to move', async () => {
    for (const state of ['funding', 'executing', 'paused', 'finished']) {
      const batch = await putIn(batchMachine as Machine, state)
      const { id } = await putIn(itemMachine as Machine, 'confirmed', { batchId: batch.id })
      expect(await codeOf([api.removeItem, { params: { id } }], setting.enterprise.token)).toBe(
        'STATE_CONFLICT',
      )
    }
  })

  it.each(['claim', 'send-back'])('%s is refused for a transfer that is decided', async (decision) => {
    for (const state of ['recognised', 'claimed', 'sent-back']) {
      const { model, id } = await putIn(incomingTransferMachine as Machine, state)
      expect(
        await codeOf(
          [decideIncomingTransfer, { params: { id, decision }, body: reason }],
          setting.provider.token,
        ),
      ).toBe('STATE_CONFLICT')
      expect((await model.findById(id).lean())?.state).toBe(state)
    }
  })
})

describe('in the background', () => {
  it.each([
    ['payout.validate', 'validating'],
    ['payout.fund', 'confirmed'],
    ['payout.dispatch', 'executing'],
    ['payout.start', 'scheduled'],
    ['payout.discard', 'draft invalid ready'],
  ])('%s leaves a batch alone that it is not for', async (kind, meant) => {
    const entries = await LedgerEntryModel.countDocuments()
    for (const state of statesOf(batchMachine).filter((one) => !meant.split(' ').includes(one))) {
      const { model, id } = await putIn(batchMachine as Machine, state)
      const payload = { batchId: id, uploadId: 'u', at: new Date(0).toISOString() }
      await server.services.jobs.handlerOf(kind)?.(server.services, payload, {} as never)
      const after = (await model.findById(id).lean())?.state
      expect([state, after]).toEqual([state, state])
    }
    expect(await LedgerEntryModel.countDocuments()).toBe(entries)
  })

  it('payout.fee-back leaves a payment alone that has not failed', async () => {
    const entries = await LedgerEntryModel.countDocuments()
    for (const state of statesOf(itemMachine).filter((one) => one !== 'failed')) {
      const { id } = await putIn(itemMachine as Machine, state)
      await server.services.jobs.handlerOf('payout.fee-back')?.(server.services, { itemId: id }, {} as never)
    }
    expect(await LedgerEntryModel.countDocuments()).toBe(entries)
  })
})
