import * as api from '@linggong/shared/api/contracts'
import { signEngagement } from '@linggong/shared/api/engagements'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEnterprise } from '../../../test/factories/enterprises.ts'
import { createSigningEngagement, provePresence } from '../../../test/factories/engagements.ts'
import { createStepUp } from '../../../test/factories/identity.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { textOfPages } from './document/page-pictures.ts'

let server: TestServer
let made: Awaited<ReturnType<typeof createSigningEngagement>>

beforeAll(async () => {
  server = await startTestServer()
  made = await createSigningEngagement(server)
})
afterAll(() => server.stop())

const read = (caller: { token: string }) =>
  server.call(api.getContract, { params: { id: made.envelopeId } }, caller)

async function pagesOf(url: string): Promise<string[]> {
  const response = await fetch(server.url + url)
  return textOfPages(Buffer.from(await response.arrayBuffer()))
}

describe('a contract between an enterprise and a provider', () => {
  it('waits for the enterprise first, then for the provider', async () => {
    expect(await read(made.enterprise)).toMatchObject({
      state: 'sent',
      mine: true,
      kind: 'enterprise-provider',
    })
    expect(await read(made.provider)).toMatchObject({ mine: false })
    const { provider, envelopeId: id } = made
    const body = await createStepUp(server, provider, {
      operation: 'contract.sign',
      subjectId: id,
      digest: id,
    })
    await expect(server.call(api.sealContract, { params: { id }, body }, provider)).rejects.toMatchObject({
      code: 'ENVELOPE_CLOSED',
    })
  })

  it('says its terms in its text', async () => {
    const shown = await read(made.enterprise)
    const text = (await pagesOf(shown.fileUrl)).join('').replaceAll(/\s/g, '')
    const { enterprise, provider } = made
    for (const value of [
      enterprise.name,
      enterprise.creditCode,
      provider.name,
      '10%',
      '现代服务',
      '人民币1000.00元',
    ]) {
      expect(text).toContain(value)
    }
    expect(text).not.toContain('{{')
  })

  it("is not taken back like a worker's contract", async () => {
    const { provider, envelopeId: id } = made
    await expect(
      server.call(api.revokeContract, { params: { id }, body: { reason: '内容有误' } }, provider),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('is in the lists of both and not found by another enterprise', async () => {
    for (const side of [made.enterprise, made.provider]) {
      const { rows } = await server.call(api.listContracts, { query: {} }, side)
      expect(rows.map(({ id }) => id)).toEqual([made.envelopeId])
    }
    await expect(read(await createEnterprise(server))).rejects.toMatchObject({ status: 404 })
  })

  it('carries both seals and the proof of the contact when it is complete', async () => {
    const { enterprise, engagementId, envelopeId } = made
    await provePresence(server, made)
    const body = await createStepUp(server, enterprise, {
      operation: 'contract.sign',
      subjectId: envelopeId,
      digest: envelopeId,
    })
    await server.call(signEngagement, { params: { id: engagementId }, body }, enterprise)
    await server.drain()
    const done = await read(enterprise)
    expect(done).toMatchObject({ state: 'completed', mine: false })
    const record = (await pagesOf(done.fileUrl)).at(-1)?.replaceAll(/\s/g, '')
    expect(record).toContain('联系人人脸核验，短信验证码')
    expect(record).toContain('电子签章')
  })
})
