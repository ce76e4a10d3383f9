import * as api from '@linggong/shared/api/organisations'
import { getConsoleMe } from '@linggong/shared/api/console-identity'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { createEnterprise } from '../../../test/factories/enterprises.ts'
import {
  createOrganisationAccount,
  newCreditCode,
  newPhone,
  type OrganisationAccount,
} from '../../../test/factories/identity.ts'
import { createProvider } from '../../../test/factories/providers.ts'
import { daysToCutoff } from './queries/cutoff.ts'
import { unknownVariables } from './templates/kinds.ts'

let server: TestServer
let platform: OrganisationAccount

beforeAll(async () => {
  server = await startTestServer()
  platform = await createOrganisationAccount(server, { kind: 'platform', name: '平台运营' })
})
afterAll(() => server.stop())

const form = () => {
  const name = '白鹭财税服务有限公司'
  const creditCode = newCreditCode()
  const { accountNo } = server.sandbox.bank.openCorporateAccount({ name, creditCode })
  return { name, creditCode, bankAccountNo: accountNo, adminName: '孙管理', adminPhone: newPhone() }
}

const item = {
  name: '综合服务',
  invoiceCategory: '现代服务' as const,
  feeRate: 800,
  invoiceCutoffDay: 20,
  minimumInvoice: 0,
}

describe('creating a provider', () => {
  it('is for platform staff', async () => {
    const body = form()
    await expect(server.call(api.createProvider, { body })).rejects.toMatchObject({ status: 401 })
    await expect(
      server.call(api.createProvider, { body }, await createProvider(server)),
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      server.call(api.createProvider, { body: { ...body, adminPhone: '123' } }, platform),
    ).rejects.toMatchObject({ status: 400, param: 'body.adminPhone' })
  })

  it('gives it a seal, both contract texts and an administrator', async () => {
    const body = form()
    const provider = await server.call(api.createProvider, { body }, platform)
    expect(provider).toMatchObject({
      name: body.name,
      autoSeal: true,
      silentSigning: false,
      serviceItems: [],
    })
    expect(provider.adminPhone).not.toBe(body.adminPhone)
    expect((await server.call(api.listProviders, {}, platform)).rows.map(({ id }) => id)).toContain(
      provider.id,
    )
  })

  it('is refused when the bank does not know the account, or another provider has it', async () => {
    const body = form()
    await expect(
      server.call(api.createProvider, { body: { ...body, bankAccountNo: '99999999' } }, platform),
    ).rejects.toMatchObject({
      code: 'PROVIDER_ACCOUNT_UNKNOWN',
      param: 'body.bankAccountNo',
    })
    await server.call(api.createProvider, { body }, platform)
    await expect(
      server.call(api.createProvider, { body: { ...form(), bankAccountNo: body.bankAccountNo } }, platform),
    ).rejects.toMatchObject({ code: 'PROVIDER_ACCOUNT_TAKEN' })
    await expect(
      server.call(api.createProvider, { body: { ...form(), creditCode: body.creditCode } }, platform),
    ).rejects.toMatchObject({ code: 'ORGANISATION_EXISTS' })
  })
})

describe('a provider', () => {
  it('manages its own service items; another cannot change them', async () => {
    const [mine, other] = [await createProvider(server), await createProvider(server)]
    const added = await server.call(api.addServiceItem, { body: item }, mine)
    await expect(
      server.call(api.updateServiceItem, { params: { id: added.id }, body: item }, other),
    ).rejects.toMatchObject({ status: 404 })
    await server.call(
      api.updateServiceItem,
      { params: { id: added.id }, body: { ...item, feeRate: 900 } },
      mine,
    )
    const profile = await server.call(api.getOwnProvider, {}, mine)
    expect(profile.serviceItems.find(({ id }) => id === added.id)).toMatchObject({ feeRate: 900 })
    await expect(
      server.call(api.addServiceItem, { body: { ...item, feeRate: 10_001 } }, mine),
    ).rejects.toMatchObject({ status: 400 })
    await expect(
      server.call(api.addServiceItem, { body: item }, await createEnterprise(server)),
    ).rejects.toMatchObject({ status: 403 })
    await expect(server.call(api.getOwnProvider, {})).rejects.toMatchObject({ status: 401 })
  })

  it('switches automatic sealing and silent signing', async () => {
    const provider = await createProvider(server)
    await server.call(
      api.updateProviderSettings,
      { body: { autoSeal: false, silentSigning: true } },
      provider,
    )
    expect(await server.call(api.getOwnProvider, {}, provider)).toMatchObject({
      autoSeal: false,
      silentSigning: true,
    })
    const me = await server.call(getConsoleMe, {}, provider)
    expect(me.organisation?.kind).toBe('provider')
  })

  it('edits its contract texts in versions, and two edits of one version collide', async () => {
    const provider = await createProvider(server)
    const { rows } = await server.call(api.listTemplates, {}, provider)
    expect(rows.map(({ kind, version }) => [kind, version])).toEqual([
      ['worker-provider', 1],
      ['enterprise-provider', 1],
    ])
    const text = rows[0]!
    const edit = (body: string) =>
      server.call(
        api.updateTemplate,
        { params: { kind: text.kind }, body: { title: text.title, body, version: 1 } },
        provider,
      )
    const results = await Promise.allSettled([edit(`${text.body}\n甲`), edit(`${text.body}\n乙`)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'VERSION_CONFLICT' },
    })
    expect((await server.call(api.listTemplates, {}, provider)).rows[0]).toMatchObject({ version: 2 })
  })

  it('is told which variable of its text does not exist', async () => {
    const provider = await createProvider(server)
    const { rows } = await server.call(api.listTemplates, {}, provider)
    const body = { title: rows[0]!.title, body: `${rows[0]!.body} {{workerNmae}}`, version: 1 }
    await expect(
      server.call(api.updateTemplate, { params: { kind: 'worker-provider' }, body }, provider),
    ).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('{{workerNmae}}'),
    })
  })
})

describe('the directory', () => {
  it('shows enterprises the providers that have a service item', async () => {
    const enterprise = await createEnterprise(server)
    const provider = await createProvider(server, { feeRate: 1000 })
    const bare = await server.call(api.createProvider, { body: form() }, platform)
    const { rows } = await server.call(api.listDirectory, {}, enterprise)
    expect(rows.find(({ id }) => id === provider.organisationId)?.serviceItems).toMatchObject([
      { feeRate: 1000 },
    ])
    expect(rows.map(({ id }) => id)).not.toContain(bare.id)
    await expect(server.call(api.listDirectory, {}, provider)).rejects.toMatchObject({ status: 403 })
  })

  it('counts the days to the cut-off in Shanghai', () => {
    expect(daysToCutoff(25, new Date('2026-11-20T15:59:00Z'))).toBe(5)
    expect(daysToCutoff(25, new Date('2026-11-20T16:00:00Z'))).toBe(4)
    expect(daysToCutoff(1, new Date('2026-11-20T00:00:00Z'))).toBe(-19)
  })
})

describe('variables of a contract text', () => {
  it('are found wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('workerName', 'termFrom', 'feeRate', 'x y', ''),
        fc.string({ maxLength: 20 }),
        (name, around) => {
          const text = `${around.replace(/[{}]/g, '')}{{${name}}}${around.replace(/[{}]/g, '')}`
          const known = name === 'workerName' || name === 'termFrom'
          expect(unknownVariables('worker-provider', text)).toEqual(known ? [] : [name])
        },
      ),
    )
  })
})
