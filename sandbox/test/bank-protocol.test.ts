import { createHash, createVerify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCredentials, fastBank, startSandbox, type Sandbox } from '../src/index.ts'
import { callBank, fundedSubLedger, until } from './support/bank-caller.ts'
import { startReceiver, type CallbackReceiver } from './support/callback-receiver.ts'

let receiver: CallbackReceiver
let sandbox: Sandbox

beforeAll(async () => {
  receiver = await startReceiver()
  sandbox = await startSandbox({
    memory: true,
    credentials: createCredentials(),
    serverUrl: receiver.url,
    bank: fastBank,
  })
})

afterAll(async () => {
  await sandbox.stop()
  await receiver.stop()
})

describe('who may ask', () => {
  const accounts = '/bank/v1/accounts'

  it('a request signed by nobody is refused with a signed 401', async () => {
    const answer = await callBank(sandbox, 'GET', accounts, undefined, { signature: '' })
    expect(answer).toMatchObject({ status: 401, body: { code: 'BAD_SIGNATURE' }, isGenuine: true })
  })

  it('a body changed on the way is refused and nothing is moved', async () => {
    const { sub, corporate } = await fundedSubLedger(sandbox, 1_000)
    const transfer = { requestId: 'changed-1', from: sub, to: corporate, amountFen: 100, purpose: '佣金' }
    const body = JSON.stringify({ ...transfer, amountFen: 900 })
    const answer = await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer, { body })
    expect(answer).toMatchObject({ status: 401, body: { code: 'BAD_SIGNATURE' } })
    expect(balance(sub)).toBe(1_000)
  })

  it('a path changed on the way is refused', async () => {
    const path = '/bank/v1/requests/other'
    const answer = await callBank(sandbox, 'GET', '/bank/v1/requests/one', undefined, { path })
    expect(answer.status).toBe(401)
  })

  it('an unknown client is refused', async () => {
    const answer = await callBank(sandbox, 'GET', accounts, undefined, { client: 'someone' })
    expect(answer).toMatchObject({ status: 401, body: { code: 'UNKNOWN_CLIENT' } })
  })

  it('a request older than five minutes is refused even when well signed', async () => {
    const old = String(Math.floor(Date.now() / 1000) - 310)
    const answer = await callBank(sandbox, 'GET', accounts, undefined, {}, old)
    expect(answer).toMatchObject({ status: 401, body: { code: 'STALE_TIMESTAMP' } })
  })

  it('the same nonce is accepted once', async () => {
    const nonce = 'a'.repeat(32)
    expect((await callBank(sandbox, 'GET', accounts, undefined, { nonce })).status).toBe(200)
    const again = await callBank(sandbox, 'GET', accounts, undefined, { nonce })
    expect(again).toMatchObject({ status: 401, body: { code: 'NONCE_REPLAYED' } })
  })

  it('every answer is signed for its own request', async () => {
    expect(await callBank(sandbox, 'GET', accounts)).toMatchObject({ status: 200, isGenuine: true })
  })
})

describe('one request id is one order', () => {
  it('the same content again answers the same order and moves money once', async () => {
    const { sub, corporate } = await fundedSubLedger(sandbox, 1_000)
    const transfer = { requestId: 'twice-1', from: sub, to: corporate, amountFen: 300, purpose: '佣金' }
    const first = await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer)
    const second = await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer)
    expect(first.body).toMatchObject({ state: 'succeeded', amountFen: 300 })
    expect(second.body).toEqual(first.body)
    expect(balance(sub)).toBe(700)
  })

  it('another content under the same id is refused and moves nothing', async () => {
    const { sub, corporate } = await fundedSubLedger(sandbox, 1_000)
    const transfer = { requestId: 'reused-1', from: sub, to: corporate, amountFen: 300, purpose: '佣金' }
    await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer)
    const other = await callBank(sandbox, 'POST', '/bank/v1/transfers', { ...transfer, amountFen: 301 })
    expect(other).toMatchObject({ status: 409, body: { code: 'REQUEST_ID_REUSED' } })
    const pay = { requestId: 'reused-1', from: corporate, amountFen: 300, purpose: 'fee' }
    expect((await callBank(sandbox, 'POST', '/bank/v1/pay-outs', pay)).status).toBe(409)
    expect(balance(sub)).toBe(700)
  })

  it('an unknown request id is answered not-found', async () => {
    const { body } = await callBank(sandbox, 'GET', '/bank/v1/requests/never-sent')
    expect(body).toEqual({ requestId: 'never-sent', state: 'not-found' })
  })

  it('an order without enough money fails for good', async () => {
    const { sub, corporate } = await fundedSubLedger(sandbox, 100)
    const transfer = { requestId: 'poor-1', from: sub, to: corporate, amountFen: 101, purpose: '佣金' }
    const { body } = await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer)
    expect(body).toMatchObject({ state: 'failed', failCode: 'INSUFFICIENT_FUNDS' })
    expect(balance(sub)).toBe(100)
  })
})

describe('accounts', () => {
  it('a sub-ledger is not opened under an unknown corporate account', async () => {
    const order = subLedgerOrder({ providerAccountNo: '999900000000000' })
    const answer = await callBank(sandbox, 'POST', '/bank/v1/sub-ledgers', order)
    expect(answer).toMatchObject({ status: 422, body: { code: 'ACCOUNT_NOT_FOUND' } })
  })

  it("a sub-ledger is not opened when the bound account carries another company's name", async () => {
    const boundAccount = { name: '别家公司', number: '4000021109200012345', bankName: '工商银行' }
    const answer = await callBank(sandbox, 'POST', '/bank/v1/sub-ledgers', subLedgerOrder({ boundAccount }))
    expect(answer).toMatchObject({ status: 422, body: { code: 'BOUND_NAME_MISMATCH' } })
  })

  it('an account opened at the counter can carry sub-ledgers', async () => {
    const { accountNo } = sandbox.bank.openCorporateAccount({ name: '新设服务有限公司', creditCode: '' })
    const order = subLedgerOrder({ providerAccountNo: accountNo })
    const answer = await callBank(sandbox, 'POST', '/bank/v1/sub-ledgers', order)
    expect(answer).toMatchObject({ status: 200, body: { state: 'open' } })
  })

  it('a sub-ledger closes only at zero, and takes no money afterwards', async () => {
    const { sub, corporate } = await fundedSubLedger(sandbox, 500)
    const close = { requestId: 'close-1', accountNo: sub }
    const early = await callBank(sandbox, 'POST', '/bank/v1/sub-ledgers/close', close)
    expect(early).toMatchObject({ status: 422, body: { code: 'BALANCE_NOT_ZERO' } })
    const transfer = { requestId: 'empty-1', from: sub, to: corporate, amountFen: 500, purpose: '清空' }
    await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer)
    const late = await callBank(sandbox, 'POST', '/bank/v1/sub-ledgers/close', close)
    expect(late.body).toMatchObject({ state: 'closed' })
    const credit = { accountNo: sub, amountFen: 1, payerName: '青禾', payerAccount: '40000211' }
    expect(() => sandbox.bank.creditTransfer(credit)).toThrow('已销户')
  })

  it('money does not move between accounts of different providers', async () => {
    const { sub } = await fundedSubLedger(sandbox, 500)
    const transfer = { requestId: 'stray-1', from: sub, to: '755900000010002', amountFen: 5, purpose: '佣金' }
    const answer = await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer)
    expect(answer).toMatchObject({ status: 422, body: { code: 'ACCOUNTS_NOT_RELATED' } })
  })

  it('the bound account can be replaced by another of the same company', async () => {
    const { sub } = await fundedSubLedger(sandbox, 0)
    const boundAccount = { name: '青禾商贸有限公司', number: '622588000011', bankName: '招商银行' }
    const order = { requestId: 'bound-1', accountNo: sub, boundAccount }
    const answer = await callBank(sandbox, 'POST', '/bank/v1/sub-ledgers/bound-account', order)
    expect(answer.body).toMatchObject({ state: 'changed' })
    expect((await callBank(sandbox, 'GET', `/bank/v1/accounts/${sub}`)).body).toMatchObject({ boundAccount })
  })

  it.each([
    ['a zero amount', { amountFen: 0 }],
    ['a negative amount', { amountFen: -5 }],
    ['a fraction of a fen', { amountFen: 1.5 }],
    ['an unknown field', { extra: true }],
  ])('%s is refused as a bad request', async (_what, change) => {
    const transfer = {
      requestId: 'bad-1',
      from: '755900000010001',
      to: '755900000010002',
      amountFen: 5,
      purpose: 'x',
    }
    const answer = await callBank(sandbox, 'POST', '/bank/v1/transfers', { ...transfer, ...change })
    expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
  })
})

describe('incoming transfers', () => {
  it('credit the sub-ledger and are notified with the payer, signed by the bank', async () => {
    const { sub } = await fundedSubLedger(sandbox, 0)
    const payer = { payerName: '青禾商贸有限公司', payerAccount: '40000211', payerBank: '工商银行' }
    const { noticeId } = sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 110_000, ...payer })
    const notice = await arrival(noticeId!)
    expect(notice.body).toMatchObject({
      kind: 'incoming-transfer',
      accountNo: sub,
      amountFen: 110_000,
      ...payer,
    })
    const {
      'x-bank-timestamp': timestamp,
      'x-bank-nonce': nonce,
      'x-bank-signature': signature,
    } = notice.headers
    const text = `POST\n/bank/callback\n${String(timestamp)}\n${String(nonce)}\n${notice.text}\n`
    const { bankPublicKey } = sandbox.world.credentials.bank
    const isSigned = createVerify('RSA-SHA256')
      .update(text)
      .verify(bankPublicKey, String(signature), 'base64')
    expect(isSigned).toBe(true)
  })

  it('can be sent back to the payer once', async () => {
    const { sub } = await fundedSubLedger(sandbox, 0)
    const payer = { payerName: '别家公司', payerAccount: '40000999' }
    const { noticeId } = sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 700, ...payer })
    const order = { requestId: 'back-1', noticeId }
    const { body } = await callBank(sandbox, 'POST', '/bank/v1/send-backs', order)
    expect(body).toMatchObject({ state: 'accepted' })
    await until('sent back', () => balance(sub) === 0)
    const again = await callBank(sandbox, 'POST', '/bank/v1/send-backs', { ...order, requestId: 'back-2' })
    expect(again).toMatchObject({ status: 422, body: { code: 'ALREADY_SENT_BACK' } })
  })

  it('to nowhere, of nothing or from nobody are refused at the counter', async () => {
    const payer = { payerName: '青禾', payerAccount: '40000211' }
    expect(() => sandbox.bank.creditTransfer({ accountNo: '1234567890', amountFen: 1, ...payer })).toThrow(
      '账号不存在',
    )
    const { sub } = await fundedSubLedger(sandbox, 0)
    expect(() => sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 0, ...payer })).toThrow('金额')
    expect(() =>
      sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 1, payerName: ' ', payerAccount: '40000211' }),
    ).toThrow('户名')
  })
})

describe('notices', () => {
  it('are repeated until the server says received', async () => {
    const { sub } = await fundedSubLedger(sandbox, 0)
    let refusals = 0
    receiver.answer = () => {
      refusals += 1
      if (refusals === 1) return { status: 500, body: '{}' }
      if (refusals === 2) return { status: 200, body: '{"received":"yes"}' }
      return { status: 200, body: '{"received":true}' }
    }
    const payer = { payerName: '青禾', payerAccount: '40000211' }
    const { noticeId } = sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 5, ...payer })
    await until('received', () => callback(noticeId!)?.state === 'received')
    expect(callback(noticeId!)?.attempts).toBe(3)
    expect(deliveries(noticeId!)).toHaveLength(3)
    expect(new Set(deliveries(noticeId!).map((item) => item.headers['x-bank-nonce'])).size).toBe(3)
  })

  it('wait while paused, can be sent in any order, and come again on demand', async () => {
    const { sub } = await fundedSubLedger(sandbox, 0)
    const payer = { payerName: '青禾', payerAccount: '40000211' }
    sandbox.pauseCallbacks()
    const first = sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 1, ...payer }).noticeId!
    const second = sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 2, ...payer }).noticeId!
    const lost = sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 3, ...payer }).noticeId!
    expect(await sandbox.replayCallback(second)).toMatchObject({ status: 200 })
    expect(await sandbox.replayCallback(first)).toMatchObject({ status: 200 })
    expect(await sandbox.replayCallback(first)).toMatchObject({ status: 200 })
    sandbox.bank.loseCallback(lost)
    sandbox.resumeCallbacks()
    const last = sandbox.bank.creditTransfer({ accountNo: sub, amountFen: 4, ...payer }).noticeId!
    await arrival(last)
    const order = receiver.received.map((item) => item.body['noticeId'])
    expect(order.filter((id) => [first, second, lost, last].includes(String(id)))).toEqual([
      second,
      first,
      first,
      last,
    ])
  })
})

describe('the daily statement', () => {
  it('lists the movements of one account and one day, as JSON and as a file with a checksum line', async () => {
    const { sub, corporate } = await fundedSubLedger(sandbox, 1_000)
    const transfer = {
      requestId: 'stated-1',
      from: sub,
      to: corporate,
      amountFen: 400,
      purpose: '佣金,"含费"',
    }
    await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer)
    const day = new Date(sandbox.world.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
    const path = `/bank/v1/accounts/${sub}/statement?date=${day}`
    const { body } = await callBank(sandbox, 'GET', path)
    expect(body['rows']).toMatchObject([
      { amountFen: 1_000, balanceFen: 1_000, counterpartyName: '青禾商贸有限公司' },
      { amountFen: -400, balanceFen: 600, counterpartyNumber: corporate, requestId: 'stated-1' },
    ])
    const file = await callBank(sandbox, 'GET', `${path}&format=csv`)
    const lines = file.text.split('\n')
    const hash = createHash('sha256')
      .update(`${lines.slice(0, 3).join('\n')}\n`)
      .digest('hex')
    expect(lines[2]).toContain('"佣金,""含费"""')
    expect(lines[3]).toBe(`#CHECKSUM,2,600,${hash}`)
    const before = await callBank(sandbox, 'GET', `/bank/v1/accounts/${sub}/statement?date=2020-01-01`)
    expect(before.body['rows']).toEqual([])
  })
})

function balance(accountNo: string): number | undefined {
  return sandbox.bank.accounts().find((account) => account.accountNo === accountNo)?.balanceFen
}

function callback(noticeId: string) {
  return sandbox.bank.callbacks().find((notice) => notice.noticeId === noticeId)
}

const deliveries = (noticeId: string) =>
  receiver.received.filter((item) => item.body['noticeId'] === noticeId)

async function arrival(noticeId: string) {
  await until(`notice ${noticeId}`, () => deliveries(noticeId).length > 0)
  return deliveries(noticeId)[0]!
}

let subLedgers = 0
function subLedgerOrder(change: Record<string, unknown>) {
  subLedgers += 1
  return {
    requestId: `sub-${subLedgers}`,
    providerAccountNo: '755900000010001',
    enterpriseName: '青禾商贸有限公司',
    enterpriseCreditCode: '91440300MA5QH00018',
    boundAccount: { name: '青禾商贸有限公司', number: '4000021109200012345', bankName: '工商银行' },
    ...change,
  }
}
