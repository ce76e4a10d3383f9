import { createHash } from 'node:crypto'
import * as api from '@linggong/shared/api/contracts'
import { updateProviderSettings } from '@linggong/shared/api/organisations'
import { getMe } from '@linggong/shared/api/worker-registration'
import { dayOf, endOfDay, termEnd } from '@linggong/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createContract,
  createContractToSign,
  handwriting,
  pngDataUrl,
  signByHand,
} from '../../../test/factories/contracts.ts'
import {
  createIdentifiedWorker,
  createStepUp,
  signInAgain,
  smsCodeOn,
} from '../../../test/factories/identity.ts'
import { createProvider, type ProviderAccount } from '../../../test/factories/providers.ts'
import { createWorker, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { textOfPages } from './document/page-pictures.ts'
import { EnvelopeEvidenceModel, EnvelopeModel, type Envelope } from './models.ts'
import { pendingEnvelope, validContract } from './public.ts'

let server: TestServer
let provider: ProviderAccount
let worker: RegisteredWorker

beforeAll(async () => {
  server = await startTestServer()
  provider = await createProvider(server)
  worker = await createWorker(server, { name: '欧阳文静' })
})
afterAll(() => server.stop())

async function download(url: string): Promise<Buffer> {
  const response = await fetch(server.url + url)
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

const detail = (id: string, caller: { token: string } = worker) =>
  server.call(api.getMyContract, { params: { id } }, caller)
const prepare = (caller: { token: string } | undefined, providerId: string) =>
  server.call(api.prepareContract, { body: { providerId } }, caller)

describe('who may use contracts', () => {
  const id = 'aaaaaaaaaaaaaaaaaaaaaaaa'
  const body = { code: '123456', signature: 'data:image/png;base64,AAAA' }
  const workerCalls: [string, (caller?: { token: string }) => Promise<unknown>][] = [
    ['listing', (caller) => server.call(api.listMyContracts, {}, caller)],
    ['preparing', (caller) => prepare(caller, id)],
    ['reading', (caller) => server.call(api.getMyContract, { params: { id } }, caller)],
    ['asking for a code', (caller) => server.call(api.sendSigningCode, { params: { id } }, caller)],
    [
      'signing',
      async (caller) =>
        server.call(
          api.signMyContract,
          { params: { id }, body: { ...body, signature: await handwriting() } },
          caller,
        ),
    ],
    [
      'declining',
      (caller) => server.call(api.declineMyContract, { params: { id }, body: { reason: '不同意' } }, caller),
    ],
  ]
  const consoleCalls: [string, (caller?: { token: string }) => Promise<unknown>][] = [
    ['listing', (caller) => server.call(api.listContracts, { query: {} }, caller)],
    ['reading', (caller) => server.call(api.getContract, { params: { id } }, caller)],
    [
      'sealing',
      (caller) =>
        server.call(api.sealContract, { params: { id }, body: { stepUpId: id, code: '123456' } }, caller),
    ],
    [
      'revoking',
      (caller) => server.call(api.revokeContract, { params: { id }, body: { reason: '内容有误' } }, caller),
    ],
  ]

  it.each(workerCalls)('%s is for signed-in workers only', async (_, call) => {
    await expect(call()).rejects.toMatchObject({ status: 401 })
    await expect(call(provider)).rejects.toMatchObject({ status: 403 })
  })

  it.each(consoleCalls)('%s in the console is for signed-in members only', async (_, call) => {
    await expect(call()).rejects.toMatchObject({ status: 401 })
    await expect(call(worker)).rejects.toMatchObject({ status: 403 })
  })

  it('only a registered worker gets a contract', async () => {
    const unfinished = await createIdentifiedWorker(server)
    await expect(prepare(unfinished, provider.organisationId)).rejects.toMatchObject({
      status: 409,
      code: 'REGISTRATION_INCOMPLETE',
    })
  })

  it('an unknown provider is not found', async () => {
    await expect(prepare(worker, id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a worker signs a contract with a provider', () => {
  let envelopeId: string

  it('a contract is prepared once, and its pages follow in a moment', async () => {
    const first = await prepare(worker, provider.organisationId)
    expect(first).toMatchObject({ state: 'draft', mine: false, termFrom: dayOf(server.services.clock.now()) })
    expect(first.termTo).toBe(termEnd(first.termFrom, 2))
    expect((await detail(first.id)).pages).toEqual([])

    const again = await prepare(worker, provider.organisationId)
    expect(again.id).toBe(first.id)
    envelopeId = first.id
    await server.drain()

    const shown = await detail(envelopeId)
    expect(shown).toMatchObject({ state: 'sent', mine: true, resultHash: null })
    expect(shown.pages.length).toBeGreaterThan(2)
    const { personId } = worker
    expect(await pendingEnvelope({ personId, providerId: provider.organisationId })).toEqual({ envelopeId })
  })

  it('its text names the parties, the number and the term, and every page has the number', async () => {
    const shown = await detail(envelopeId)
    const pages = await textOfPages(await download(shown.fileUrl))
    const text = pages.join('').replaceAll(/\s/g, '')
    for (const value of [worker.name, worker.idNumber, worker.phone, provider.name, provider.creditCode]) {
      expect(text).toContain(value)
    }
    const [from, to] = [shown.termFrom, shown.termTo].map((day) => {
      const [year, month, date] = day.split('-').map(Number)
      return `${year}年${month}月${date}日`
    })
    expect(text).toContain(`自${from}起至${to}止`)
    expect(text).not.toContain('{{')
    for (const page of pages) expect(page).toContain(shown.number)
    expect(pages).toHaveLength(shown.pages.length)
  })

  it("its pages are pictures of a screen's width, and the links end after five minutes", async () => {
    const { pages } = await detail(envelopeId)
    const [first] = pages
    expect(first?.width).toBe(1080)
    const png = await download(first?.url ?? '')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    await server.clock.advance(5 * 60_000 + 1)
    expect((await fetch(server.url + (first?.url ?? ''))).status).toBe(404)
  })

  it("the key terms are said in the contract's own words", async () => {
    const { summary, termFrom } = await detail(envelopeId)
    const labels = summary.map(({ label }) => label)
    expect(labels).toEqual(expect.arrayContaining(['报酬', '税费', '责任', '个人信息', '期限']))
    expect(summary.find(({ label }) => label === '期限')?.text).toContain(
      `自${Number(termFrom.slice(0, 4))}年`,
    )
  })

  it('the worker is told once that a contract waits', async () => {
    const texts = server.sandbox.world.inbox
      .list(worker.phone)
      .flatMap((item) => (item.channel === 'sms' ? [item.text] : []))
    expect(texts.filter((text) => text.includes(envelopeId))).toHaveLength(1)
    expect((await server.call(getMe, {}, worker)).contractsToSign).toBe(1)
    const { toSign, signed } = await server.call(api.listMyContracts, {}, worker)
    expect(toSign.map(({ id }) => id)).toEqual([envelopeId])
    expect(signed).toEqual([])
  })

  it('another worker and another provider do not find it', async () => {
    const [stranger, rival] = [await createWorker(server), await createProvider(server)]
    const params = { id: envelopeId }
    await expect(detail(envelopeId, stranger)).rejects.toMatchObject({ status: 404 })
    await expect(server.call(api.sendSigningCode, { params }, stranger)).rejects.toMatchObject({
      status: 404,
    })
    const body = { code: '123456', signature: await handwriting() }
    await expect(server.call(api.signMyContract, { params, body }, stranger)).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      server.call(api.declineMyContract, { params, body: { reason: '不同意' } }, stranger),
    ).rejects.toMatchObject({ status: 404 })
    await expect(server.call(api.getContract, { params }, rival)).rejects.toMatchObject({ status: 404 })
    await expect(
      server.call(api.revokeContract, { params, body: { reason: '内容有误' } }, rival),
    ).rejects.toMatchObject({ status: 404 })
    const stepUp = await createStepUp(server, rival, {
      operation: 'contract.sign',
      subjectId: envelopeId,
      digest: envelopeId,
    })
    await expect(server.call(api.sealContract, { params, body: stepUp }, rival)).rejects.toMatchObject({
      status: 404,
    })
    expect((await server.call(api.listContracts, { query: {} }, rival)).rows).toEqual([])
  })

  it('a blank, a dot, a filled or a broken picture is no signature', async () => {
    await server.call(api.sendSigningCode, { params: { id: envelopeId } }, worker)
    const code = smsCodeOn(server, worker.phone)
    const pictures = [
      await pngDataUrl(''),
      await pngDataUrl('<rect width="640" height="280" fill="#fff"/>'),
      await pngDataUrl('<circle cx="300" cy="100" r="4"/>'),
      await pngDataUrl('<rect width="640" height="280" fill="#000"/>'),
      'data:image/png;base64,iVBORw0KGgo=',
    ]
    for (const signature of pictures) {
      await expect(
        server.call(api.signMyContract, { params: { id: envelopeId }, body: { code, signature } }, worker),
      ).rejects.toMatchObject({ status: 400, code: 'SIGNATURE_EMPTY' })
    }
    await expect(
      server.call(
        api.signMyContract,
        { params: { id: envelopeId }, body: { code, signature: 'data:text/html;base64,AAAA' } },
        worker,
      ),
    ).rejects.toMatchObject({ status: 400 })
  })

  it('a wrong code is counted and a code for another contract does not sign this one', async () => {
    const signature = await handwriting()
    const other = await createContractToSign(server, worker, await createProvider(server))
    await server.call(api.sendSigningCode, { params: { id: other } }, worker)
    const foreign = smsCodeOn(server, worker.phone)
    const sign = (code: string) =>
      server.call(api.signMyContract, { params: { id: envelopeId }, body: { code, signature } }, worker)
    await expect(sign(foreign)).rejects.toMatchObject({ status: 400, code: 'SMS_CODE_WRONG' })
    expect((await detail(envelopeId)).state).toBe('sent')
    await server.call(api.declineMyContract, { params: { id: other }, body: { reason: '不需要了' } }, worker)
  })

  it("handwriting and code sign it, and the provider's seal follows by itself", async () => {
    await server.clock.advance(61_000)
    await signByHand(server, worker, envelopeId)
    const waiting = await detail(envelopeId)
    expect(waiting).toMatchObject({ state: 'part-signed', mine: false })
    const list = await server.call(api.listMyContracts, {}, worker)
    expect(list.toSign).toEqual([])
    expect(list.signed.map(({ id }) => id)).toEqual([envelopeId])

    await server.drain()
    const done = await detail(envelopeId)
    expect(done.state).toBe('completed')
    expect(done.parties.every(({ signedAt }) => signedAt !== null)).toBe(true)
    expect(done.timeline.map(({ text }) => text)).toEqual([
      '发出',
      '签署：灵工手写签名',
      '签署：服务商自动盖章',
      '完成签署',
    ])
  })

  it('the sealed file has the hash that is shown, one page more and the record of the signing', async () => {
    const done = await detail(envelopeId)
    const content = await download(done.fileUrl)
    expect(createHash('sha256').update(content).digest('hex')).toBe(done.resultHash)
    const pages = await textOfPages(content)
    expect(pages).toHaveLength(done.pages.length)
    const record = pages.at(-1)?.replaceAll(/\s/g, '') ?? ''
    const envelope = await EnvelopeModel.findById(envelopeId).lean<Envelope>()
    for (const value of [
      '签署记录',
      worker.name,
      provider.name,
      '手写签名',
      '短信验证码',
      envelope?.fileHash,
    ]) {
      expect(record).toContain(value)
    }
    expect(pages).toHaveLength((envelope?.pages.length ?? 0) + 1)
  })

  it('opening, code and signatures are kept as evidence with address, device and hash', async () => {
    const evidence = await EnvelopeEvidenceModel.find({ envelopeId }).sort({ _id: 1 }).lean()
    const kinds = evidence.map(({ kind, role }) => `${kind}:${role}`)
    expect(kinds.filter((kind) => kind === 'opened:worker')).toHaveLength(1)
    expect(kinds).toEqual(
      expect.arrayContaining(['code-sent:worker', 'signed:worker', 'signed:provider', 'completed:null']),
    )
    const signed = evidence.find(({ kind, role }) => kind === 'signed' && role === 'worker')
    expect(signed?.ip).toBeTruthy()
    expect(signed?.facts['documentHash']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is in force on its days and on no other, and the worker is told', async () => {
    const [personId, providerId] = [worker.personId, provider.organisationId]
    const { termFrom, termTo } = await detail(envelopeId)
    const at = (time: Date) => validContract({ personId, providerId, at: time })
    expect(await at(endOfDay(termTo))).toEqual({ envelopeId })
    expect(await at(new Date(endOfDay(termTo).getTime() + 1))).toBeNull()
    expect(await at(new Date(endOfDay(termFrom).getTime() - 86_400_001))).toBeNull()
    expect(await pendingEnvelope({ personId, providerId })).toBeNull()
    const sms = server.sandbox.world.inbox.list(worker.phone)
    expect(
      sms.filter((item) => item.channel === 'sms' && item.meta['template'] === 'contract-signed'),
    ).toHaveLength(1)
  })

  it('preparing again gives the one in force', async () => {
    expect(await prepare(worker, provider.organisationId)).toMatchObject({
      id: envelopeId,
      state: 'completed',
    })
  })

  it('what was signed cannot be signed, declined or revoked', async () => {
    const params = { id: envelopeId }
    await expect(server.call(api.sendSigningCode, { params }, worker)).rejects.toMatchObject({
      code: 'ENVELOPE_CLOSED',
    })
    const body = { code: '123456', signature: await handwriting() }
    await expect(server.call(api.signMyContract, { params, body }, worker)).rejects.toMatchObject({
      code: 'ENVELOPE_CLOSED',
    })
    await expect(
      server.call(api.declineMyContract, { params, body: { reason: '不同意' } }, worker),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    await expect(
      server.call(api.revokeContract, { params, body: { reason: '内容有误' } }, provider),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
  })

  it("the provider sees it with the worker's name", async () => {
    const list = async (query: {
      keyword?: string
      kind?: 'enterprise-provider'
      state?: 'sent'
      page?: number
    }) => (await server.call(api.listContracts, { query }, provider)).rows.map(({ id }) => id)
    expect(await list({})).toEqual([envelopeId])
    const { rows } = await server.call(api.listContracts, { query: {} }, provider)
    for (const keyword of [worker.name.slice(0, 2), rows[0]?.number ?? '', 'ht2026'])
      expect(await list({ keyword })).toEqual([envelopeId])
    for (const other of [
      { keyword: '查无此人' },
      { kind: 'enterprise-provider' },
      { state: 'sent' },
      { page: 2 },
    ] as const)
      expect(await list(other)).toEqual([])
    const shown = await server.call(api.getContract, { params: { id: envelopeId } }, provider)
    expect(shown.parties).toContainEqual(expect.objectContaining({ role: 'worker', name: worker.name }))
  })

  it('names, numbers and phones of the contract lie encrypted in the database and appear in no log', async () => {
    const stored = JSON.stringify(await EnvelopeModel.find().lean())
    for (const secret of [worker.name, worker.idNumber, worker.phone]) {
      expect(stored).not.toContain(secret)
      expect(server.logs.join('')).not.toContain(secret)
    }
  })
})

describe('other ends of a contract', () => {
  it('a declined contract says why and makes room for another', async () => {
    const person = await createWorker(server)
    const first = await createContractToSign(server, person, provider)
    const declined = await server.call(
      api.declineMyContract,
      { params: { id: first }, body: { reason: '报酬条款不清楚' } },
      person,
    )
    expect(declined.state).toBe('declined')
    expect((await detail(first, person)).timeline.at(-1)?.text).toBe('拒签：报酬条款不清楚')
    expect(await createContractToSign(server, person, provider)).not.toBe(first)
  })

  it('a contract that was not signed by its deadline expires', async () => {
    const registered = await createWorker(server)
    const id = await createContractToSign(server, registered, provider)
    await server.clock.advance(30 * 86_400_000 + 1_000)
    const person = await signInAgain(server, registered)
    provider = await signInAgain(server, provider)
    await expect(server.call(api.sendSigningCode, { params: { id } }, person)).rejects.toMatchObject({
      code: 'ENVELOPE_CLOSED',
    })
    await server.drain()
    expect((await detail(id, person)).state).toBe('expired')
  })

  it('a provider can take back what is not signed by both', async () => {
    const person = await createWorker(server)
    const id = await createContractToSign(server, person, provider)
    const revoked = await server.call(
      api.revokeContract,
      { params: { id }, body: { reason: '内容有误' } },
      provider,
    )
    expect(revoked.state).toBe('revoked')
    await expect(signByHand(server, person, id)).rejects.toMatchObject({ code: 'ENVELOPE_CLOSED' })
  })

  it('two requests at once prepare one contract', async () => {
    const person = await createWorker(server)
    const answers = await Promise.all([1, 2, 3, 4].map(() => prepare(person, provider.organisationId)))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  })

  it('two signatures at once are one', async () => {
    const person = await createWorker(server)
    const id = await createContractToSign(server, person, provider)
    await server.call(api.sendSigningCode, { params: { id } }, person)
    const body = { code: smsCodeOn(server, person.phone), signature: await handwriting() }
    const results = await Promise.allSettled(
      [1, 2].map(() => server.call(api.signMyContract, { params: { id }, body }, person)),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const signed = await EnvelopeEvidenceModel.countDocuments({
      envelopeId: id,
      kind: 'signed',
      role: 'worker',
    })
    expect(signed).toBe(1)
  })

  it('a contract near its end is followed by the next, which begins today', async () => {
    const registered = await createWorker(server)
    const first = await createContract(server, registered, provider)
    const { termTo } = await detail(first, registered)
    await server.clock.advance(
      endOfDay(termTo).getTime() - server.services.clock.now().getTime() - 10 * 86_400_000,
    )
    const person = await signInAgain(server, registered)
    const next = await createContract(server, person, provider)
    expect(next).not.toBe(first)
    const at = server.services.clock.now()
    const valid = await validContract({ personId: person.personId, providerId: provider.organisationId, at })
    expect(valid).toEqual({ envelopeId: next })
  })
})

describe('settings of the provider', () => {
  it("without automatic sealing the contract waits for the provider's staff, who prove it by SMS", async () => {
    const careful = await createProvider(server)
    await server.call(updateProviderSettings, { body: { autoSeal: false, silentSigning: false } }, careful)
    const person = await createWorker(server)
    const id = await createContractToSign(server, person, careful)
    const step = { operation: 'contract.sign', subjectId: id, digest: id } as const

    const waiting = { query: { turn: 'mine' } } as const
    expect((await server.call(api.listContracts, waiting, careful)).total).toBe(0)
    const early = await createStepUp(server, careful, step)
    await expect(
      server.call(api.sealContract, { params: { id }, body: early }, careful),
    ).rejects.toMatchObject({
      code: 'ENVELOPE_CLOSED',
    })
    await signByHand(server, person, id)
    await server.drain()
    expect(await detail(id, person)).toMatchObject({ state: 'part-signed', mine: false })
    expect(await server.call(api.listContracts, waiting, careful)).toMatchObject({
      rows: [{ id, mine: true }],
      total: 1,
    })

    await expect(
      server.call(api.sealContract, { params: { id }, body: { stepUpId: id, code: '123456' } }, careful),
    ).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' })
    await server.clock.advance(61_000)
    const body = await createStepUp(server, careful, step)
    await server.call(api.sealContract, { params: { id }, body }, careful)
    await server.drain()
    expect((await detail(id, person)).state).toBe('completed')
    expect((await server.call(api.listContracts, waiting, careful)).total).toBe(0)
  })

  it('with silent signing a registered worker needs no own action', async () => {
    const silent = await createProvider(server)
    await server.call(updateProviderSettings, { body: { autoSeal: true, silentSigning: true } }, silent)
    const person = await createWorker(server)
    const id = await createContractToSign(server, person, silent)
    const done = await detail(id, person)
    expect(done.state).toBe('completed')
    expect(done.timeline.map(({ text }) => text)).toEqual([
      '发出',
      '签署：按预先授权静默签署',
      '签署：按预先授权静默签署',
      '完成签署',
    ])
    const pages = await textOfPages(await download(done.fileUrl))
    expect(pages.at(-1)?.replaceAll(/\s/g, '')).toContain('静默签署')
  })
})
