import { listWorkers } from '@linggong/shared/api/workers-console'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createOrganisationAccount,
  createWorkerAccount,
  type OrganisationAccount,
} from '../../../test/factories/identity.ts'
import { createWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import type { DomainEvent } from '../../events.ts'
import { envelopeCompleted } from '../contracts/public.ts'
import { filesModule } from '../files/index.ts'
import { identityModule } from '../identity/index.ts'
import { notificationsModule } from '../notifications/index.ts'
import { itemPaid } from '../payouts/public.ts'
import { assignmentAssigned } from '../tasks/public.ts'
import { workersModule } from './index.ts'

let server: TestServer
let enterprise: OrganisationAccount
let provider: OrganisationAccount
beforeAll(async () => {
  server = await startTestServer({
    modules: [filesModule, notificationsModule, identityModule, workersModule],
  })
  enterprise = await createOrganisationAccount(server, { kind: 'enterprise' })
  provider = await createOrganisationAccount(server, { kind: 'provider' })
})
afterAll(() => server.stop())

async function happened(...events: DomainEvent[]): Promise<void> {
  await runCommand(server.services, systemActor('test'), async (c) => events.forEach(c.emit))
  const outcomes = await server.drain()
  expect(outcomes.filter(({ result }) => result !== 'done')).toEqual([])
}

const sides = () => ({ enterpriseId: enterprise.organisationId, providerId: provider.organisationId })
const assigned = (personId: string | null) =>
  assignmentAssigned({ ...sides(), taskId: 't', assignmentId: 'a', personId })
const contracted = (personId: string) =>
  envelopeCompleted({
    envelopeId: 'e',
    kind: 'worker-provider',
    personId,
    providerId: provider.organisationId,
  })
const paid = (personId: string) =>
  itemPaid({
    ...sides(),
    itemId: 'i',
    batchId: 'b',
    engagementId: 'g',
    personId,
    taskId: 't',
    assignmentId: null,
    amount: 100_00,
    fee: 10_00,
    tax: 0,
  })

const list = (caller: { token: string } | undefined, keyword?: string, page = 1, pageSize = 20) =>
  server.call(listWorkers, { query: { page, pageSize, ...(keyword ? { keyword } : {}) } }, caller)

describe('the list of workers', () => {
  it('is for enterprises and providers', async () => {
    await expect(list(undefined)).rejects.toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
    await expect(list(await createWorkerAccount(server))).rejects.toMatchObject({ status: 403 })
    const platform = await createOrganisationAccount(server, { kind: 'platform' })
    await expect(list(platform)).rejects.toMatchObject({ status: 403, code: 'FORBIDDEN' })
    await expect(list(enterprise, undefined, 0)).rejects.toMatchObject({ status: 400, param: 'query.page' })
  })

  it('holds whom the enterprise assigned or paid, once, with the name in full and the rest masked', async () => {
    const one = await createWorker(server, { name: '韦一山' })
    const other = await createWorker(server, { name: '韦二水', registered: false })
    await happened(assigned(one.personId), assigned(one.personId), assigned(null), assigned(other.personId))
    await happened(paid(one.personId))
    const { rows, total } = await list(enterprise)
    expect(total).toBe(2)
    expect(rows.find(({ id }) => id === one.personId)).toMatchObject({
      name: '韦一山',
      phone: `${one.phone.slice(0, 3)}****${one.phone.slice(-4)}`,
      idNumber: `${one.idNumber.slice(0, 4)}**********${one.idNumber.slice(-4)}`,
      registration: 'done',
      contracted: false,
      paid: 0,
    })
    expect(rows.find(({ id }) => id === other.personId)).toMatchObject({ registration: 'card' })
  })

  it('holds, for a provider, whom it contracted with or paid, and nobody of another', async () => {
    const worker = await createWorker(server, { name: '韦三石' })
    const before = await list(provider)
    await happened(contracted(worker.personId))
    const after = await list(provider)
    expect(after.total).toBe(before.total + 1)
    expect(after.rows.map(({ id }) => id)).toContain(worker.personId)
    const stranger = await createOrganisationAccount(server, { kind: 'enterprise' })
    expect(await list(stranger)).toEqual({ rows: [], total: 0 })
    expect((await list(enterprise)).rows.map(({ id }) => id)).not.toContain(worker.personId)
  })

  it('is searched by a part of the name or the end of the phone, and paged', async () => {
    const worker = await createWorker(server, { name: '令狐小满' })
    await happened(assigned(worker.personId))
    expect((await list(enterprise, '小满')).rows.map(({ id }) => id)).toEqual([worker.personId])
    expect((await list(enterprise, worker.phone)).rows.map(({ id }) => id)).toEqual([worker.personId])
    expect((await list(enterprise, '没有这个人')).total).toBe(0)
    const { total } = await list(enterprise)
    const pages = [await list(enterprise, undefined, 1, 2), await list(enterprise, undefined, 2, 2)]
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(Math.min(total, 4))
  })
})
