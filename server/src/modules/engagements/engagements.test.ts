import * as api from '@linggong/shared/api/engagements'
import { nextState } from '@linggong/shared/states/machine'
import { engagementMachine, subLedgerMachine } from '@linggong/shared/states/organisation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import {
  application,
  createApplication,
  createEngagement,
  createSigningEngagement,
  provePresence,
} from '../../../test/factories/engagements.ts'
import { createEnterprise } from '../../../test/factories/enterprises.ts'
import { createStepUp, createWorkerAccount, signInAgain } from '../../../test/factories/identity.ts'
import { createProvider } from '../../../test/factories/providers.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { transition } from '../../states.ts'
import { EngagementModel, SubLedgerModel } from './models.ts'
import { updateServiceItem } from '@linggong/shared/api/organisations'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const day = 86_400_000
const stateOf = async (id: string) => (await EngagementModel.findById(id).lean())?.state

describe('applying for a provider', () => {
  it('is for enterprises, of the participation model', async () => {
    const [enterprise, provider] = [await createEnterprise(server), await createProvider(server)]
    const body = application(provider)
    await expect(server.call(api.applyEngagement, { body })).rejects.toMatchObject({ status: 401 })
    await expect(server.call(api.applyEngagement, { body }, provider)).rejects.toMatchObject({ status: 403 })
    await expect(
      server.call(api.applyEngagement, { body }, await createWorkerAccount(server)),
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      server.call(api.applyEngagement, { body: { ...body, operatingModel: 'introduction' } }, enterprise),
    ).rejects.toMatchObject({
      code: 'OPERATING_MODEL_UNSUPPORTED',
      message: expect.stringContaining('中间介绍'),
    })
    await expect(
      server.call(api.applyEngagement, { body: { ...body, invoiceCategory: '生活服务' } }, enterprise),
    ).rejects.toMatchObject({ status: 400, param: 'body.invoiceCategory' })
    await expect(
      server.call(api.applyEngagement, { body: { ...body, serviceItemId: 'other' } }, enterprise),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('is possible once at a time, also by two at once', async () => {
    const [enterprise, provider] = [await createEnterprise(server), await createProvider(server)]
    const body = application(provider)
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => server.call(api.applyEngagement, { body }, enterprise)),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'ENGAGEMENT_EXISTS' })
  })

  it('takes the scenario from the onboarding and is seen by both sides alone', async () => {
    const { engagementId: id, enterprise, provider } = await createApplication(server)
    const detail = await server.call(api.getEngagement, { params: { id } }, provider)
    expect(detail).toMatchObject({
      state: 'applied',
      scenario: expect.stringContaining('同城'),
      feeRate: 1000,
    })
    expect((await server.call(api.listEngagements, { query: {} }, enterprise)).rows).toMatchObject([{ id }])
    for (const stranger of [await createEnterprise(server), await createProvider(server)]) {
      await expect(server.call(api.getEngagement, { params: { id } }, stranger)).rejects.toMatchObject({
        status: 404,
      })
      expect((await server.call(api.listEngagements, { query: {} }, stranger)).rows).toEqual([])
    }
  })
})

describe('the review', () => {
  it('is the provider’s own', async () => {
    const { engagementId: id, enterprise } = await createApplication(server)
    const stranger = await createProvider(server)
    for (const endpoint of [api.approveEngagement] as const) {
      await expect(server.call(endpoint, { params: { id } })).rejects.toMatchObject({ status: 401 })
      await expect(server.call(endpoint, { params: { id } }, enterprise)).rejects.toMatchObject({
        status: 403,
      })
      await expect(server.call(endpoint, { params: { id } }, stranger)).rejects.toMatchObject({ status: 404 })
    }
    await expect(
      server.call(api.rejectEngagement, { params: { id }, body: { reason: '不符' } }, stranger),
    ).rejects.toMatchObject({ status: 404 })
    expect(await stateOf(id)).toBe('applied')
  })

  it('rejects with a reason and takes the application again', async () => {
    const { engagementId: id, enterprise, provider } = await createApplication(server)
    await server.call(api.rejectEngagement, { params: { id }, body: { reason: '用工场景不清楚' } }, provider)
    expect(await server.call(api.getEngagement, { params: { id } }, enterprise)).toMatchObject({
      state: 'rejected',
      rejectReason: '用工场景不清楚',
    })
    await expect(server.call(api.approveEngagement, { params: { id } }, provider)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
    })
    const other = await createProvider(server)
    await expect(
      server.call(api.reapplyEngagement, { params: { id }, body: application(other) }, enterprise),
    ).rejects.toMatchObject({ status: 400 })
    await expect(
      server.call(
        api.reapplyEngagement,
        { params: { id }, body: application(provider) },
        await createEnterprise(server),
      ),
    ).rejects.toMatchObject({ status: 404 })
    expect(
      await server.call(api.reapplyEngagement, { params: { id }, body: application(provider) }, enterprise),
    ).toMatchObject({ state: 'applied', rejectReason: null })
  })

  it('approved twice makes one contract', async () => {
    const { engagementId: id, provider, enterprise } = await createApplication(server)
    const results = await Promise.allSettled(
      [1, 2].map(() => server.call(api.approveEngagement, { params: { id } }, provider)),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await server.drain()
    expect(await server.call(api.getEngagement, { params: { id } }, enterprise)).toMatchObject({
      state: 'signing',
      envelopeId: expect.any(String),
    })
  })
})

describe('signing', () => {
  it('needs the seal, the contact’s face and the code, in this order', async () => {
    const made = await createSigningEngagement(server)
    const { engagementId: id, envelopeId, enterprise } = made
    const proof = () =>
      createStepUp(server, enterprise, {
        operation: 'contract.sign',
        subjectId: envelopeId,
        digest: envelopeId,
      })
    const body = await proof()
    await expect(server.call(api.signEngagement, { params: { id }, body }, enterprise)).rejects.toMatchObject(
      { code: 'SEAL_REQUIRED' },
    )
    await provePresence(server, made)
    await expect(
      server.call(
        api.signEngagement,
        { params: { id }, body: { ...body, code: body.code === '000000' ? '111111' : '000000' } },
        enterprise,
      ),
    ).rejects.toMatchObject({ code: 'SMS_CODE_WRONG' })
    await server.clock.advance(31 * 60_000)
    await expect(
      server.call(api.signEngagement, { params: { id }, body: await proof() }, enterprise),
    ).rejects.toMatchObject({ code: 'CONTACT_PROOF_REQUIRED' })
  })

  it('makes the engagement active with its term once the provider’s seal is on', async () => {
    const { engagementId: id, enterprise, provider } = await createEngagement(server)
    const detail = await server.call(api.getEngagement, { params: { id } }, enterprise)
    expect(detail).toMatchObject({
      state: 'active',
      termFrom: expect.any(String),
      termTo: expect.any(String),
    })
    const changed = {
      name: '综合服务',
      invoiceCategory: '现代服务' as const,
      feeRate: 2000,
      invoiceCutoffDay: 25,
      minimumInvoice: 0,
    }
    await server.call(updateServiceItem, { params: { id: provider.serviceItemId }, body: changed }, provider)
    expect(await server.call(api.getEngagement, { params: { id } }, enterprise)).toMatchObject({
      feeRate: 1000,
    })
  })

  it('is refused to other organisations', async () => {
    const { engagementId: id, envelopeId } = await createSigningEngagement(server)
    const stranger = await createEnterprise(server)
    const body = await createStepUp(server, stranger, {
      operation: 'contract.sign',
      subjectId: envelopeId,
      digest: envelopeId,
    })
    await expect(server.call(api.signEngagement, { params: { id }, body }, stranger)).rejects.toMatchObject({
      status: 404,
    })
    await expect(server.call(api.proveContact, { params: { id } }, stranger)).rejects.toMatchObject({
      status: 404,
    })
    await expect(server.call(api.signEngagement, { params: { id }, body })).rejects.toMatchObject({
      status: 401,
    })
  })
})

describe('the end of an engagement', () => {
  it('comes with its term and can be renewed on the same engagement', async () => {
    const { engagementId: id, enterprise } = await createEngagement(server)
    await expect(server.call(api.renewEngagement, { params: { id } }, enterprise)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
    })
    await server.clock.advance(366 * day)
    await server.drain()
    expect(await stateOf(id)).toBe('expired')
    await server.call(api.renewEngagement, { params: { id } }, await signInAgain(server, enterprise))
    await server.drain()
    expect(await stateOf(id)).toBe('signing')
  })

  it('is either side’s to call, and lets the two begin anew', async () => {
    const { engagementId: id, enterprise, provider } = await createEngagement(server)
    await expect(
      server.call(
        api.terminateEngagementAsProvider,
        { params: { id }, body: { reason: '业务调整' } },
        await createProvider(server),
      ),
    ).rejects.toMatchObject({ status: 404 })
    await server.call(
      api.terminateEngagementAsProvider,
      { params: { id }, body: { reason: '业务调整' } },
      provider,
    )
    await expect(
      server.call(api.terminateEngagement, { params: { id }, body: { reason: '业务调整' } }, enterprise),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    await expect(
      server.call(api.applyEngagement, { body: application(provider) }, enterprise),
    ).resolves.toMatchObject({ state: 'applied' })
  })
})

describe('the sub-ledger', () => {
  const boundTo = (name: string) => ({
    boundAccount: { name, number: '6225880188880001', bankName: '招商银行' },
  })

  it('is opened for an active engagement under the enterprise’s own name', async () => {
    const { engagementId: id, enterprise, provider } = await createEngagement(server)
    const pending = await createApplication(server)
    await expect(
      server.call(api.openSubLedger, { params: { id }, body: boundTo(enterprise.name) }),
    ).rejects.toMatchObject({ status: 401 })
    await expect(
      server.call(api.openSubLedger, { params: { id }, body: boundTo(enterprise.name) }, provider),
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      server.call(
        api.openSubLedger,
        { params: { id }, body: boundTo(pending.enterprise.name) },
        pending.enterprise,
      ),
    ).rejects.toMatchObject({ status: 404 })
    await expect(
      server.call(
        api.openSubLedger,
        { params: { id: pending.engagementId }, body: boundTo(pending.enterprise.name) },
        pending.enterprise,
      ),
    ).rejects.toMatchObject({ code: 'ENGAGEMENT_NOT_ACTIVE' })
    await expect(
      server.call(api.openSubLedger, { params: { id }, body: boundTo('别的公司') }, enterprise),
    ).rejects.toMatchObject({ code: 'BOUND_ACCOUNT_NAME' })

    expect(
      await server.call(api.openSubLedger, { params: { id }, body: boundTo(enterprise.name) }, enterprise),
    ).toMatchObject({ state: 'opening', accountNo: null })
    await server.drain()
    const { rows } = await server.call(api.listSubLedgers, {}, enterprise)
    expect(rows).toMatchObject([
      {
        state: 'open',
        accountNo: expect.stringMatching(/^\d+$/),
        available: 0,
        frozen: 0,
        boundAccount: { number: '**** 0001' },
      },
    ])
    await expect(
      server.call(api.openSubLedger, { params: { id }, body: boundTo(enterprise.name) }, enterprise),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    expect((await server.call(api.listSubLedgers, {}, pending.enterprise)).rows).toEqual([])
  })

  it('is opened once at the bank although the answer was lost', async () => {
    const { engagementId: id, enterprise } = await createEngagement(server)
    const before = server.sandbox.bank.accounts().length
    server.sandbox.bank.disturbNext('open-sub-ledger', { kind: 'timeout', booked: true })
    await server.call(api.openSubLedger, { params: { id }, body: boundTo(enterprise.name) }, enterprise)
    await server.drain()
    await server.clock.advance(60_000)
    await server.drain()
    expect((await server.call(api.listSubLedgers, {}, enterprise)).rows).toMatchObject([{ state: 'open' }])
    expect(server.sandbox.bank.accounts()).toHaveLength(before + 1)
  }, 30_000)
})

type AnyState<M extends { labels: object }> = keyof M['labels']
describe('state tables', () => {
  const engagementStates = Object.keys(engagementMachine.labels) as AnyState<typeof engagementMachine>[]
  const engagementEvents = Object.keys(
    engagementMachine.transitions,
  ) as (keyof typeof engagementMachine.transitions)[]
  it.each(engagementStates.map((state) => [state]))(
    'an engagement that is %s goes on only as its table says',
    async (state) => {
      for (const event of engagementEvents) {
        const terms = {
          serviceItemId: 's',
          serviceItemName: 's',
          invoiceCategory: '现代服务',
          feeRate: 1,
          invoiceCutoffDay: 1,
          minimumInvoice: 0,
        }
        const names = {
          enterpriseName: 'e',
          providerName: 'p',
          scenario: 's',
          formOfWork: 'f',
          operatingModel: 'participation' as const,
        }
        const engagement = new EngagementModel({
          ...terms,
          ...names,
          enterpriseId: `${state}-${event}`,
          providerId: 'p',
          appliedAt: new Date(),
        })
        engagement.set('state', state, { overwriteImmutable: true })
        await engagement.save()
        const moved = runCommand(server.services, systemActor('test'), (c) =>
          transition(EngagementModel, engagement, engagementMachine, event, c),
        )
        const expected = nextState(engagementMachine, state, event)
        if (expected === null) await expect(moved).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
        else await moved
        expect(await stateOf(engagement._id)).toBe(expected ?? state)
      }
    },
  )

  const subLedgerStates = Object.keys(subLedgerMachine.labels) as AnyState<typeof subLedgerMachine>[]
  const subLedgerEvents = Object.keys(
    subLedgerMachine.transitions,
  ) as (keyof typeof subLedgerMachine.transitions)[]
  it.each(subLedgerStates.map((state) => [state]))(
    'a sub-ledger that is %s goes on only as its table says',
    async (state) => {
      for (const event of subLedgerEvents) {
        const sealed = server.services.vault.encryptField('sub_ledgers.boundAccount', '{}')
        const subLedger = new SubLedgerModel({
          engagementId: `${state}-${event}`,
          enterpriseId: 'e',
          providerId: 'p',
          enterpriseName: 'e',
          providerName: 'p',
          providerAccountNo: '1',
          boundAccount: sealed,
        })
        subLedger.set('state', state, { overwriteImmutable: true })
        await subLedger.save()
        const moved = runCommand(server.services, systemActor('test'), (c) =>
          transition(SubLedgerModel, subLedger, subLedgerMachine, event, c),
        )
        const expected = nextState(subLedgerMachine, state, event)
        if (expected === null) await expect(moved).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
        else await moved
        expect((await SubLedgerModel.findById(subLedger._id).lean())?.state).toBe(expected ?? state)
      }
    },
  )
})
