import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCredentials, fastBank, makeCard, startSandbox, type Sandbox } from '@linggong/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBankGateway, type BankGateway, type BankGatewayConfig } from '../src/gateways/bank/gateway.ts'
import { signText, requestText } from '../src/gateways/bank/signature.ts'

const corporate = '755900000010001'
const name = '青禾商贸有限公司'
const boundAccount = { name, number: '4000021109200012345', bankName: '工商银行' }
const payer = { payerName: name, payerAccount: boundAccount.number, payerBank: '工商银行' }

let sandbox: Sandbox
let bank: BankGateway
let config: BankGatewayConfig
let serial = 0
const nextId = (): string => `r${(serial += 1)}`

interface Arrived {
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}
const arrived: Arrived[] = []
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  server = await listen((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      arrived.push({ headers: request.headers, body: Buffer.concat(chunks) })
      response.end('{"received":true}')
    })
  })
  const credentials = createCredentials()
  sandbox = await startSandbox({
    memory: true,
    credentials,
    serverUrl: server.url,
    bank: { ...fastBank, holdMs: 3_000 },
  })
  config = {
    baseUrl: sandbox.url,
    clientId: credentials.bank.clientId,
    clientPrivateKey: credentials.bank.clientPrivateKey,
    publicKey: credentials.bank.bankPublicKey,
  }
  bank = createBankGateway(config)
})

afterAll(async () => {
  await sandbox.stop()
  await server.stop()
})

describe('orders', () => {
  it('a sub-ledger is opened, funded, emptied and closed, and the books agree at every step', async () => {
    const sub = await openSubLedger(5_000)
    expect(await bank.balance(sub)).toEqual({ amountFen: 5_000, availableFen: 5_000 })
    const move = { requestId: nextId(), from: sub, to: corporate, amountFen: 3_000, purpose: '佣金' }
    expect(await bank.transfer(move)).toMatchObject({ state: 'succeeded' })
    const refund = { requestId: nextId(), accountNo: sub, amountFen: 2_000 }
    expect(await bank.refundToBound(refund)).toMatchObject({ state: 'accepted' })
    await result(refund.requestId, 'succeeded')
    expect(await bank.closeSubLedger({ requestId: nextId(), accountNo: sub })).toEqual({ state: 'closed' })
    const account = (await bank.accounts()).find((one) => one.accountNo === sub)
    expect(account).toMatchObject({ state: 'closed', balanceFen: 0, providerAccountNo: corporate })
  })

  it('a card payment is accepted, and its result is found by its request id', async () => {
    await fundCorporate(1_000)
    const order = payment('000')
    expect(await bank.payToCard(order)).toMatchObject({ state: 'accepted' })
    await result(order.requestId, 'succeeded')
    expect(await bank.payToCard(order)).toMatchObject({ state: 'succeeded' })
    sandbox.bank.returnPayment(order.requestId, '账户异常')
    expect(await bank.payToCard(order)).toMatchObject({ state: 'returned', returnReason: '账户异常' })
  })

  it('tax is paid out and a bound account replaced', async () => {
    await fundCorporate(100)
    const order = { requestId: nextId(), from: corporate, amountFen: 100, purpose: 'tax' as const }
    await bank.payOut(order)
    await result(order.requestId, 'succeeded')
    const sub = await openSubLedger(0)
    const other = { ...boundAccount, number: '622588000011' }
    const changed = await bank.changeBoundAccount({
      requestId: nextId(),
      accountNo: sub,
      boundAccount: other,
    })
    expect(changed).toEqual({ state: 'changed' })
  })

  it('an order without enough money is a failed order, not an error', async () => {
    const sub = await openSubLedger(0)
    const move = { requestId: nextId(), from: sub, to: corporate, amountFen: 1, purpose: '佣金' }
    expect(await bank.transfer(move)).toMatchObject({ state: 'failed', failCode: 'INSUFFICIENT_FUNDS' })
  })

  it('a used request id with other content is rejected by its code', async () => {
    const sub = await openSubLedger(50)
    const move = { requestId: nextId(), from: sub, to: corporate, amountFen: 1, purpose: '佣金' }
    await bank.transfer(move)
    const error = { kind: 'rejected', code: 'REQUEST_ID_REUSED' }
    await expect(bank.transfer({ ...move, amountFen: 2 })).rejects.toMatchObject(error)
  })

  it('a request id the bank never saw is not-found', async () => {
    expect(await bank.query('never')).toEqual({ state: 'not-found' })
  })

  it('the statement of a day lists what moved', async () => {
    const sub = await openSubLedger(700)
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    expect(await bank.statement(day, sub)).toMatchObject([
      { amountFen: 700, balanceFen: 700, counterpartyName: name },
    ])
  })
})

describe('when something goes wrong on the way', () => {
  it.each([
    ['221', 'succeeded'],
    ['222', 'failed'],
  ])(
    'an answer that does not come leaves the outcome unknown until it is asked for (%s)',
    async (outcome, state) => {
      await fundCorporate(1_000)
      const order = payment(outcome)
      await expect(impatient().payToCard(order)).rejects.toMatchObject({ kind: 'timeout', service: 'bank' })
      await result(order.requestId, state)
    },
  )

  it('a payment lost on the way is not-found and can be sent again under its id', async () => {
    await fundCorporate(1_000)
    const order = payment('223')
    await expect(impatient().payToCard(order)).rejects.toMatchObject({ kind: 'timeout' })
    expect(await bank.query(order.requestId)).toEqual({ state: 'not-found' })
    expect(await bank.payToCard(order)).toMatchObject({ state: 'accepted' })
    await result(order.requestId, 'succeeded')
  })

  it('a transfer whose answer does not come may be booked all the same', async () => {
    const sub = await openSubLedger(100)
    sandbox.bank.disturbNext('transfer', { kind: 'timeout', booked: true })
    const move = { requestId: nextId(), from: sub, to: corporate, amountFen: 100, purpose: '佣金' }
    await expect(impatient().transfer(move)).rejects.toMatchObject({ kind: 'timeout' })
    expect(await bank.query(move.requestId)).toMatchObject({ state: 'succeeded' })
    expect(await bank.transfer(move)).toMatchObject({ state: 'succeeded' })
    expect(await bank.balance(sub)).toMatchObject({ amountFen: 0 })
  })

  it('a busy bank is unavailable, nothing was done', async () => {
    const sub = await openSubLedger(100)
    sandbox.bank.disturbNext('transfer', { kind: 'unavailable' })
    const move = { requestId: nextId(), from: sub, to: corporate, amountFen: 100, purpose: '佣金' }
    await expect(bank.transfer(move)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await bank.query(move.requestId)).toEqual({ state: 'not-found' })
  })

  it('a bank that cannot be reached is unavailable', async () => {
    const closed = await listen(() => undefined)
    await closed.stop()
    const nowhere = createBankGateway({ ...config, baseUrl: closed.url })
    await expect(nowhere.payToCard(payment('000'))).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('an answer with a signature that does not fit is not believed: the outcome is unknown', async () => {
    const sub = await openSubLedger(100)
    sandbox.bank.disturbNext('transfer', { kind: 'forged-answer' })
    const move = { requestId: nextId(), from: sub, to: corporate, amountFen: 100, purpose: '佣金' }
    const error = { kind: 'timeout', code: 'BAD_RESPONSE_SIGNATURE' }
    await expect(bank.transfer(move)).rejects.toMatchObject(error)
  })

  it('an answer of somebody else in between is not believed, whatever it says', async () => {
    const impostor = await listen((_request, response) => {
      response.setHeader('x-bank-timestamp', String(Math.floor(Date.now() / 1000)))
      response.setHeader('x-bank-signature', 'AAAA').end('{"state":"succeeded"}')
    })
    const fooled = createBankGateway({ ...config, baseUrl: impostor.url })
    const error = { kind: 'timeout', code: 'BAD_RESPONSE_SIGNATURE' }
    await expect(fooled.payToCard(payment('000'))).rejects.toMatchObject(error)
    await expect(fooled.query('r1')).rejects.toMatchObject(error)
    await impostor.stop()
  })

  it('an answer of the bank to another request is not believed', async () => {
    const recorder = await recordedAnswer()
    const fooled = createBankGateway({ ...config, baseUrl: recorder.url })
    await expect(fooled.query('r1')).rejects.toMatchObject({ code: 'BAD_RESPONSE_SIGNATURE' })
    await recorder.stop()
  })

  it('a client with another key is refused by the bank', async () => {
    const { clientPrivateKey } = createCredentials().bank
    const stranger = createBankGateway({ ...config, clientPrivateKey })
    await expect(stranger.accounts()).rejects.toMatchObject({ kind: 'rejected', code: 'BAD_SIGNATURE' })
  })

  it('an error says nothing of the card, the name or the key', async () => {
    const order = { ...payment('000'), from: '1234567890' }
    const error: unknown = await bank.payToCard(order).catch((caught: unknown) => caught)
    const shown = `${String(error)} ${JSON.stringify(error)}`
    for (const secret of [order.cardNumber, order.name, 'PRIVATE KEY']) expect(shown).not.toContain(secret)
    expect(error).toMatchObject({ kind: 'rejected', code: 'ACCOUNT_NOT_FOUND' })
  })
})

describe('notices of the bank', () => {
  it('of a result, a return and an incoming transfer are verified and read', async () => {
    await fundCorporate(1_000)
    const order = payment('000')
    await bank.payToCard(order)
    expect(await notice({ kind: 'payment-result', requestId: order.requestId })).toMatchObject({
      state: 'succeeded',
      amountFen: 100,
    })
    sandbox.bank.returnPayment(order.requestId, '账户异常')
    const returned = await notice({ kind: 'payment-returned', requestId: order.requestId })
    expect(returned).toMatchObject({ returnReason: '账户异常', amountFen: 100 })
    const sub = await openSubLedger(40)
    const incoming = await notice({ kind: 'incoming-transfer', accountNo: sub })
    expect(incoming).toMatchObject({ ...payer, amountFen: 40 })
    const back = { requestId: nextId(), noticeId: incoming.noticeId }
    await bank.sendBackIncoming(back)
    expect(await notice({ kind: 'send-back-result', requestId: back.requestId })).toMatchObject({
      state: 'succeeded',
    })
  })

  it.each([
    ['without a signature', 'no-signature', 'BAD_SIGNATURE'],
    ['signed with another key', 'wrong-key', 'BAD_SIGNATURE'],
    ['changed after signing', 'changed-body', 'BAD_SIGNATURE'],
    ['older than five minutes', 'stale-timestamp', 'STALE_TIMESTAMP'],
  ] as const)('%s are refused', async (_what, forgery, code) => {
    const requestId = nextId()
    const body = { noticeId: 'N1', kind: 'payment-result', requestId, state: 'succeeded', amountFen: 100 }
    await sandbox.forgeCallback({ ...body, bankSerial: 'B1', at: new Date().toISOString() }, forgery)
    const { headers, body: received } = arrived.find((one) => one.body.includes(`"${requestId}"`))!
    expect(() => bank.parseCallback(headers, received)).toThrow(
      expect.objectContaining({ kind: 'rejected', code }),
    )
  })

  it('of an unknown form are refused although the bank signed them', async () => {
    await sandbox.forgeCallback({ noticeId: 'N2', kind: 'surprise' }, 'none')
    const { headers, body } = arrived.find((one) => one.body.includes('surprise'))!
    const error = expect.objectContaining({ code: 'MALFORMED_NOTICE' })
    expect(() => bank.parseCallback(headers, body)).toThrow(error)
  })

  it('made for another path are refused', () => {
    const { bankPrivateKey } = sandbox.world.credentials.bank
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = signText(requestText('POST', '/elsewhere', timestamp, 'n', '{}'), bankPrivateKey)
    const headers = { 'x-bank-timestamp': timestamp, 'x-bank-nonce': 'n', 'x-bank-signature': signature }
    expect(() => bank.parseCallback(headers, '{}')).toThrow(
      expect.objectContaining({ code: 'BAD_SIGNATURE' }),
    )
  })
})

async function openSubLedger(amountFen: number): Promise<string> {
  const opened = await bank.openSubLedger({
    requestId: nextId(),
    providerAccountNo: corporate,
    enterpriseName: name,
    enterpriseCreditCode: '91440300MA5QH00018',
    boundAccount,
  })
  if (amountFen > 0) sandbox.bank.creditTransfer({ accountNo: opened.accountNo, amountFen, ...payer })
  return opened.accountNo
}

async function fundCorporate(amountFen: number): Promise<void> {
  const from = await openSubLedger(amountFen)
  await bank.transfer({ requestId: nextId(), from, to: corporate, amountFen, purpose: '佣金' })
}

function payment(outcome: string) {
  const cardNumber = makeCard('622202', outcome, 8_000 + Number(outcome))
  return {
    requestId: nextId(),
    from: corporate,
    amountFen: 100,
    cardNumber,
    name: '收款人甲',
    remark: '报酬',
  }
}

/** Gives up long before the bank answers. */
const impatient = (): BankGateway => createBankGateway({ ...config, timeoutMs: 500 })

async function result(requestId: string, state: string): Promise<void> {
  await until(`${requestId} ${state}`, async () => (await bank.query(requestId)).state === state)
}

async function notice(expected: Record<string, unknown>) {
  const found = () =>
    arrived.find(({ body }) => {
      const value = JSON.parse(body.toString()) as Record<string, unknown>
      return Object.entries(expected).every(([key, wanted]) => value[key] === wanted)
    })
  await until(`notice ${JSON.stringify(expected)}`, () => found() !== undefined)
  const { headers, body } = found()!
  return bank.parseCallback(headers, body)
}

async function until(what: string, test: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await test())) {
    if (Date.now() > end) throw new Error(`Never happened: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function listen(listener: RequestListener): Promise<{ url: string; stop(): Promise<void> }> {
  const http = createServer(listener)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: () => {
      http.closeAllConnections()
      return new Promise((resolve) => http.close(() => resolve()))
    },
  }
}

/** Answers everything with one genuine answer of the bank, recorded once. */
async function recordedAnswer() {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const path = '/bank/v1/requests/r1'
  const nonce = 'recorded-nonce-0001'
  const genuine = await fetch(config.baseUrl + path, {
    headers: {
      'x-bank-client': config.clientId,
      'x-bank-timestamp': timestamp,
      'x-bank-nonce': nonce,
      'x-bank-signature': signText(requestText('GET', path, timestamp, nonce, ''), config.clientPrivateKey),
    },
  })
  const body = await genuine.text()
  return listen((_request, response) => {
    for (const header of ['x-bank-timestamp', 'x-bank-nonce', 'x-bank-signature']) {
      response.setHeader(header, genuine.headers.get(header) ?? '')
    }
    response.end(body)
  })
}
