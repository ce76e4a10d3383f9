import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCredentials, fastBank, makeCard, startSandbox, type Sandbox } from '../src/index.ts'
import { callBank, fundedSubLedger, until } from './support/bank-caller.ts'
import { startReceiver, type CallbackReceiver } from './support/callback-receiver.ts'

let receiver: CallbackReceiver
let sandbox: Sandbox
let corporate: string
let serial = 0

beforeAll(async () => {
  receiver = await startReceiver()
  sandbox = await startSandbox({
    memory: true,
    credentials: createCredentials(),
    serverUrl: receiver.url,
    bank: { ...fastBank, holdMs: 300 },
  })
  const funded = await fundedSubLedger(sandbox, 1_000_000)
  corporate = funded.corporate
  const { sub } = funded
  const transfer = { requestId: 'fund', from: sub, to: corporate, amountFen: 1_000_000, purpose: '佣金' }
  await callBank(sandbox, 'POST', '/bank/v1/transfers', transfer)
})

afterAll(async () => {
  await sandbox.stop()
  await receiver.stop()
})

describe('a payment to a card', () => {
  it('is accepted, then succeeds, and leaves the account only then', async () => {
    const before = balance()
    const { requestId, answer } = await pay('000')
    expect(answer.body).toMatchObject({ state: 'accepted', amountFen: 100 })
    expect(await ended(requestId)).toMatchObject({ state: 'succeeded' })
    expect(balance()).toBe(before - 100)
    await notified(requestId, { kind: 'payment-result', state: 'succeeded', amountFen: 100 })
  })

  it.each([
    ['a frozen account', '201', 'ACCOUNT_FROZEN'],
    ['an account over its limit', '202', 'OVER_LIMIT'],
    ['a closed account', '203', 'ACCOUNT_CLOSED'],
    ['another account name', '204', 'NAME_MISMATCH'],
  ])('of %s fails with its reason and the money stays', async (_what, outcome, failCode) => {
    const before = balance()
    const { requestId, answer } = await pay(outcome)
    expect(answer.body).toMatchObject({ state: 'accepted' })
    expect(await ended(requestId)).toMatchObject({ state: 'failed', failCode })
    expect(balance()).toBe(before)
    await notified(requestId, { kind: 'payment-result', state: 'failed', failCode })
  })

  it("of a known person's card fails under another name", async () => {
    const card = sandbox.world.people.get('p1')!.cards[0]!.number
    const { requestId } = await pay('000', { cardNumber: card, name: '别人' })
    expect(await ended(requestId)).toMatchObject({ state: 'failed', failCode: 'NAME_MISMATCH' })
  })

  it.each([
    ['a number that is no card number', '6222020000000000001', 'CARD_NOT_FOUND'],
    ['a credit card', makeCard('625330'), 'CARD_NOT_SUPPORTED'],
  ])('to %s fails', async (_what, cardNumber, failCode) => {
    const { requestId } = await pay('000', { cardNumber })
    expect(await ended(requestId)).toMatchObject({ state: 'failed', failCode })
  })

  it('that succeeds and is returned later brings the money back', async () => {
    const before = balance()
    const { requestId } = await pay('211')
    await until('returned', () => order(requestId)?.state === 'returned')
    expect(balance()).toBe(before)
    await notified(requestId, { kind: 'payment-result', state: 'succeeded' })
    await notified(requestId, { kind: 'payment-returned' })
  })

  it('whose answer comes too late may have succeeded', async () => {
    const before = balance()
    const { requestId } = await pay('221')
    expect(await ended(requestId)).toMatchObject({ state: 'succeeded' })
    expect(balance()).toBe(before - 100)
  })

  it('whose answer comes too late may have failed', async () => {
    const before = balance()
    const { requestId } = await pay('222')
    expect(await ended(requestId)).toMatchObject({ state: 'failed', failCode: 'CHANNEL_FAILED' })
    expect(balance()).toBe(before)
  })

  it('that was lost on the way is unknown to the bank and succeeds when sent again under its id', async () => {
    const before = balance()
    const requestId = nextId()
    const first = await pay('223', { requestId })
    expect(first.answer).toMatchObject({ status: 504 })
    const asked = await callBank(sandbox, 'GET', `/bank/v1/requests/${requestId}`)
    expect(asked.body).toMatchObject({ state: 'not-found' })
    const { answer } = await pay('223', { requestId })
    expect(answer.body).toMatchObject({ state: 'accepted' })
    expect(await ended(requestId)).toMatchObject({ state: 'succeeded' })
    expect(balance()).toBe(before - 100)
  })

  it('that is slow stays accepted with its money held until the clerk decides', async () => {
    const before = balance()
    const held = sandbox.bank.accounts().find((account) => account.accountNo === corporate)!.heldFen
    const good = (await pay('231')).requestId
    const bad = (await pay('231')).requestId
    const holding = sandbox.bank.accounts().find((account) => account.accountNo === corporate)!
    expect(holding).toMatchObject({ balanceFen: before, heldFen: held + 200 })
    expect(sandbox.bank.decidePayment(good, 'succeed')).toMatchObject({ state: 'succeeded' })
    expect(sandbox.bank.decidePayment(bad, 'fail', '收款行拒绝')).toMatchObject({ failReason: '收款行拒绝' })
    expect(() => sandbox.bank.decidePayment(good, 'fail')).toThrow('状态')
    expect(balance()).toBe(before - 100)
  })

  it('is returned by the clerk only after it succeeded, and once', async () => {
    const { requestId } = await pay('231')
    expect(() => sandbox.bank.returnPayment(requestId)).toThrow('状态')
    sandbox.bank.decidePayment(requestId, 'succeed')
    expect(sandbox.bank.returnPayment(requestId)).toMatchObject({ state: 'returned' })
    expect(() => sandbox.bank.returnPayment(requestId)).toThrow('状态')
  })

  it('is not made from a sub-ledger', async () => {
    const { sub } = await fundedSubLedger(sandbox, 500)
    const { answer } = await pay('000', { from: sub })
    expect(answer).toMatchObject({ status: 422, body: { code: 'NOT_A_CORPORATE_ACCOUNT' } })
  })
})

describe('money out of the bank', () => {
  it('a refund goes to the bound account', async () => {
    const { sub } = await fundedSubLedger(sandbox, 500)
    const requestId = nextId()
    await callBank(sandbox, 'POST', '/bank/v1/refunds', { requestId, accountNo: sub, amountFen: 500 })
    expect(await ended(requestId)).toMatchObject({ state: 'succeeded' })
    await notified(requestId, { kind: 'refund-result', state: 'succeeded' })
    expect(order(requestId)?.money?.payee.number).toBe('4000021109200012345')
  })

  it('a refund to a closed bound account fails and the money stays', async () => {
    const { sub } = await fundedSubLedger(sandbox, 500)
    const boundAccount = { name: '青禾商贸有限公司', number: '40000211099999', bankName: '工商银行' }
    const bind = { requestId: nextId(), accountNo: sub, boundAccount }
    await callBank(sandbox, 'POST', '/bank/v1/sub-ledgers/bound-account', bind)
    const requestId = nextId()
    await callBank(sandbox, 'POST', '/bank/v1/refunds', { requestId, accountNo: sub, amountFen: 500 })
    expect(await ended(requestId)).toMatchObject({ state: 'failed', failCode: 'ACCOUNT_CLOSED' })
    expect(balance(sub)).toBe(500)
  })

  it('tax goes to the treasury', async () => {
    const requestId = nextId()
    const body = { requestId, from: corporate, amountFen: 30, purpose: 'tax' }
    await callBank(sandbox, 'POST', '/bank/v1/pay-outs', body)
    expect(await ended(requestId)).toMatchObject({ state: 'succeeded' })
    expect(order(requestId)?.money?.payee.name).toBe('国家金库')
  })
})

describe('an injected disturbance', () => {
  it('makes the next transfer fail after it was accepted', async () => {
    const { sub } = await fundedSubLedger(sandbox, 500)
    sandbox.bank.disturbNext('transfer', { kind: 'fail', failCode: 'CORE_DOWN', failReason: '核心系统维护' })
    const requestId = nextId()
    const body = { requestId, from: sub, to: corporate, amountFen: 500, purpose: '佣金' }
    const { body: answer } = await callBank(sandbox, 'POST', '/bank/v1/transfers', body)
    expect(answer).toMatchObject({ state: 'accepted' })
    expect(await ended(requestId)).toMatchObject({ state: 'failed', failCode: 'CORE_DOWN' })
    expect(balance(sub)).toBe(500)
  })

  it('makes the bank unavailable for one request, which leaves nothing behind', async () => {
    const { sub } = await fundedSubLedger(sandbox, 500)
    sandbox.bank.disturbNext('transfer', { kind: 'unavailable' })
    const body = { requestId: nextId(), from: sub, to: corporate, amountFen: 500, purpose: '佣金' }
    expect((await callBank(sandbox, 'POST', '/bank/v1/transfers', body)).status).toBe(503)
    expect(order(body.requestId)).toBeUndefined()
    expect((await callBank(sandbox, 'POST', '/bank/v1/transfers', body)).body).toMatchObject({
      state: 'succeeded',
    })
  })
})

const nextId = (): string => `pay-${(serial += 1)}`

async function pay(outcome: string, change: Record<string, string> = {}) {
  const requestId = change['requestId'] ?? nextId()
  const cardNumber = makeCard('622202', outcome, 9_000 + Number(outcome))
  const body = {
    requestId,
    from: corporate,
    amountFen: 100,
    cardNumber,
    name: '张三',
    remark: '报酬',
    ...change,
  }
  const answer = await callBank(sandbox, 'POST', '/bank/v1/payments', body)
  return { requestId, answer }
}

const order = (requestId: string) => sandbox.bank.orders().find((one) => one.requestId === requestId)

async function ended(requestId: string): Promise<Record<string, unknown>> {
  await until(`${requestId} ended`, () => ['succeeded', 'failed'].includes(order(requestId)?.state ?? ''))
  return (await callBank(sandbox, 'GET', `/bank/v1/requests/${requestId}`)).body
}

function balance(accountNo = corporate): number {
  return sandbox.bank.accounts().find((account) => account.accountNo === accountNo)!.balanceFen
}

async function notified(requestId: string, expected: Record<string, unknown>): Promise<void> {
  const notices = () =>
    receiver.received.map((item) => item.body).filter((body) => body['requestId'] === requestId)
  const fits = (body: Record<string, unknown>) =>
    Object.entries(expected).every(([key, value]) => body[key] === value)
  await until(`notice ${JSON.stringify(expected)}`, () => notices().some(fits))
}
