import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createCredentials, fastBank, makeCard, startSandbox, type Sandbox } from '../src/index.ts'
import { callBank, fundedSubLedger, until } from './support/bank-caller.ts'
import { startReceiver } from './support/callback-receiver.ts'

const credentials = createCredentials()
/** Nobody listens there: notices wait. */
const serverUrl = 'http://127.0.0.1:9'

afterEach(() => vi.unstubAllEnvs())

describe("the bank's books", () => {
  it('sum to zero and never go below zero, whatever is asked in whatever order', async () => {
    const sandbox = await startSandbox({ memory: true, credentials, serverUrl, bank: fastBank })
    const corporates = ['755900000010001', '755900000010002']
    const funds = { amountFen: 50_000, payerName: '青禾', payerAccount: '40000211' }
    sandbox.bank.creditTransfer({ accountNo: corporates[0]!, ...funds })
    const subs = [(await fundedSubLedger(sandbox, 50_000)).sub, (await fundedSubLedger(sandbox, 0)).sub]
    let run = 0

    const amount = fc.integer({ min: 1, max: 4_000 })
    const account = fc.constantFrom(...subs, ...corporates)
    const outcome = fc.constantFrom('000', '201', '211', '231')
    const action = fc.oneof(
      fc.record({ kind: fc.constant('credit' as const), account, amount }),
      fc.record({ kind: fc.constant('transfer' as const), account, to: account, amount }),
      fc.record({ kind: fc.constant('pay' as const), account, amount, outcome }),
      fc.record({ kind: fc.constant('refund' as const), account, amount }),
      fc.record({ kind: fc.constant('pay-out' as const), account, amount }),
      fc.record({ kind: fc.constant('decide' as const), index: fc.nat(30), ok: fc.boolean() }),
      fc.record({ kind: fc.constant('return' as const), index: fc.nat(30) }),
    )
    const post = (path: string, body: object) => callBank(sandbox, 'POST', `/bank/v1/${path}`, body)

    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 40 }), async (actions) => {
        for (const step of actions) {
          const requestId = `r${(run += 1)}`
          const orders = sandbox.bank.orders()
          const attempt = async (): Promise<unknown> => {
            switch (step.kind) {
              case 'credit': {
                const payer = { payerName: '青禾', payerAccount: '40000211' }
                return sandbox.bank.creditTransfer({
                  accountNo: step.account,
                  amountFen: step.amount,
                  ...payer,
                })
              }
              case 'transfer': {
                const body = {
                  requestId,
                  from: step.account,
                  to: step.to,
                  amountFen: step.amount,
                  purpose: 'x',
                }
                return post('transfers', body)
              }
              case 'pay': {
                const cardNumber = makeCard('621700', step.outcome, 77)
                const body = {
                  requestId,
                  from: step.account,
                  amountFen: step.amount,
                  cardNumber,
                  name: '李四',
                  remark: '',
                }
                return post('payments', body)
              }
              case 'refund':
                return post('refunds', { requestId, accountNo: step.account, amountFen: step.amount })
              case 'pay-out':
                return post('pay-outs', {
                  requestId,
                  from: step.account,
                  amountFen: step.amount,
                  purpose: 'fee',
                })
              case 'decide':
                return sandbox.bank.decidePayment(
                  orders[step.index]?.requestId ?? '',
                  step.ok ? 'succeed' : 'fail',
                )
              case 'return':
                return sandbox.bank.returnPayment(orders[step.index]?.requestId ?? '')
            }
          }
          await attempt().catch(() => 'refused')
          expectSound(sandbox)
        }
      }),
      { numRuns: 15 },
    )
    expect(sandbox.bank.entries().length).toBeGreaterThan(50)
    await sandbox.stop()
  })

  it('are there after a restart, and what was open is finished then', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'linggong-books-'))
    const receiver = await startReceiver()
    const slow = { ...fastBank, paymentDelayMs: 60_000 }
    const first = await startSandbox({ dir, credentials, serverUrl, bank: slow })
    const { sub, corporate } = await fundedSubLedger(first, 5_000)
    const transfer = { requestId: 't1', from: sub, to: corporate, amountFen: 5_000, purpose: '佣金' }
    await callBank(first, 'POST', '/bank/v1/transfers', transfer)
    const pay = {
      requestId: 'p1',
      from: corporate,
      amountFen: 1_000,
      cardNumber: makeCard('622202'),
      name: '王五',
      remark: '',
    }
    await callBank(first, 'POST', '/bank/v1/payments', pay)
    first.world.clock.setOffset(86_400_000)
    const before = first.bank.accounts()
    const person = first.world.people.create({ name: '新来的' })
    await first.stop()

    const clock = vi.spyOn(Date, 'now')
    clock.mockImplementation(() => performance.timeOrigin + performance.now() + 120_000)
    const second = await startSandbox({ dir, credentials, serverUrl: receiver.url, bank: slow })
    clock.mockRestore()
    expect(second.bank.accounts()).toEqual(before)
    expect(second.world.people.get(person.key)).toEqual(person)
    expect(second.world.clock.offsetMs()).toBe(86_400_000)
    const again = await callBank(second, 'POST', '/bank/v1/transfers', transfer)
    expect(again.body).toMatchObject({ state: 'succeeded' })
    await until('paid', () =>
      second.bank.orders().some((order) => order.requestId === 'p1' && order.state === 'succeeded'),
    )
    await until('all received', () => second.bank.callbacks().every((notice) => notice.state === 'received'))
    expectSound(second)
    await second.stop()
    await receiver.stop()
    rmSync(dir, { recursive: true })
  })
})

describe('the sandbox', () => {
  it('refuses to start in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    await expect(startSandbox({ memory: true, credentials, serverUrl })).rejects.toThrow('生产环境')
  })

  it('says so when its port is taken', async () => {
    const first = await startSandbox({ memory: true, credentials, serverUrl })
    const port = Number(new URL(first.url).port)
    await expect(startSandbox({ memory: true, credentials, serverUrl, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
    await first.stop()
  })
})

function expectSound(sandbox: Sandbox): void {
  const accounts = sandbox.bank.accounts()
  expect(accounts.reduce((sum, account) => sum + account.balanceFen, 0)).toBe(0)
  for (const account of accounts) {
    const fromEntries = sandbox.bank
      .entries()
      .flatMap((entry) => entry.lines)
      .filter((line) => line.accountNo === account.accountNo)
      .reduce((sum, line) => sum + line.amountFen, 0)
    expect(account.balanceFen).toBe(fromEntries)
    if (account.kind !== 'outside') expect(account.balanceFen).toBeGreaterThanOrEqual(account.heldFen)
    expect(account.heldFen).toBeGreaterThanOrEqual(0)
  }
}
