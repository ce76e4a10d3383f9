import fc from 'fast-check'
import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import type { Entry, Line } from './entry.ts'
import { ledgerModule } from './index.ts'
import { LedgerBalanceModel, LedgerEntryModel } from './model.ts'
import { balanceOf, balancesOf, entriesOf, postEntries, postEntry, verifyLedger } from './public.ts'
import { verificationReport } from './verification-report.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ modules: [ledgerModule] })
})
afterAll(() => server.stop())
beforeEach(async () => {
  await LedgerBalanceModel.deleteMany({})
  await mongoose.connection.collection('ledger_entries').deleteMany({})
})

const entry = (id: string, lines: Line[]): Entry => ({ id, reason: 'test', lines, links: {} })
const move = (id: string, from: string, to: string, amount: number): Entry =>
  entry(id, [
    { account: from, amount: -amount },
    { account: to, amount },
  ])
const post = (one: Entry) => runCommand(server.services, systemActor('test'), (c) => postEntry(c, one))
const differences = async () =>
  (await verifyLedger(server.services.gateways.bank)).differences.filter(({ kind }) => kind !== 'bank')

describe('the ledger', () => {
  it('posts an entry once: the same id with the same lines is there already, in whatever order they come', async () => {
    expect(await post(move('a', 'bank/1', 'sub/e/available', 500))).toBe('posted')
    const again = entry('a', [
      { account: 'sub/e/available', amount: 200 },
      { account: 'bank/1', amount: -500 },
      { account: 'sub/e/available', amount: 300 },
    ])
    expect(await post(again)).toBe('exists')
    expect(await balanceOf('sub/e/available')).toBe(500)
    expect(await balanceOf('bank/1')).toBe(-500)
    expect(await LedgerEntryModel.countDocuments()).toBe(1)
  })

  it('refuses the same id with other lines and changes nothing', async () => {
    await post(move('a', 'bank/1', 'sub/e/available', 500))
    await expect(post(move('a', 'bank/1', 'sub/e/available', 501))).rejects.toMatchObject({
      code: 'LEDGER_MISMATCH',
    })
    expect(await balanceOf('sub/e/available')).toBe(500)
  })

  it('refuses lines that do not sum to zero or are not integer fen', async () => {
    const off = entry('a', [
      { account: 'bank/1', amount: -500 },
      { account: 'sub/e/available', amount: 499 },
    ])
    await expect(post(off)).rejects.toThrow(RangeError)
    await expect(post(move('b', 'bank/1', 'sub/e/available', 0.5))).rejects.toThrow(RangeError)
    expect(await LedgerEntryModel.countDocuments()).toBe(0)
  })

  it('has nothing to post when every line is zero', async () => {
    expect(await post(move('a', 'sub/e/frozen', 'sub/e/available', 0))).toBe('empty')
    expect(await LedgerEntryModel.countDocuments()).toBe(0)
  })

  it('never lets a guarded account go below zero and says what is needed and what is there', async () => {
    await post(move('a', 'bank/1', 'sub/e/available', 123_456))
    await expect(post(move('b', 'sub/e/available', 'sub/e/frozen', 123_457))).rejects.toMatchObject({
      code: 'BALANCE_NOT_ENOUGH',
      message: '账户余额不足：需要 ￥1,234.57，可用 ￥1,234.56，请先充值',
    })
    await expect(post(move('c', 'refund/x', 'sub/e/available', 1))).rejects.toMatchObject({
      code: 'BALANCE_NOT_ENOUGH',
    })
    expect(await balancesOf('sub/e/')).toEqual(new Map([['sub/e/available', 123_456]]))
    expect(await differences()).toEqual([])
  })

  it('takes an entry back with the command that posted it', async () => {
    await post(move('a', 'bank/1', 'sub/e/available', 500))
    const failing = runCommand(server.services, systemActor('test'), async (c) => {
      await postEntry(c, move('b', 'sub/e/available', 'sub/e/frozen', 500))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await balanceOf('sub/e/available')).toBe(500)
    expect(await LedgerEntryModel.countDocuments()).toBe(1)
  })

  it('posts several entries of one command by their net change', async () => {
    await post(move('a', 'bank/1', 'prov/p/commission', 300))
    const results = await runCommand(server.services, systemActor('test'), (c) =>
      postEntries(
        c,
        [1, 2, 3].map((n) => move(`t${n}`, 'prov/p/commission', `transit/${n}`, 100)),
      ),
    )
    expect(results).toEqual(['posted', 'posted', 'posted'])
    expect(await balanceOf('prov/p/commission')).toBe(0)
    expect(await balancesOf('transit/')).toEqual(new Map([1, 2, 3].map((n) => [`transit/${n}`, 100])))
  })

  it('gives exactly what is there when twenty want it at once', async () => {
    await post(move('a', 'bank/1', 'sub/e/available', 1_000))
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => post(move(`w${n}`, 'sub/e/available', 'sub/e/frozen', 100))),
    )
    const refused = tries.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as { code?: string }] : [],
    )
    expect(refused.every(({ code }) => code === 'BALANCE_NOT_ENOUGH')).toBe(true)
    expect(tries.length - refused.length).toBe(10)
    expect(await balanceOf('sub/e/available')).toBe(0)
    expect(await differences()).toEqual([])
  })

  it('posts one entry once although ten commands post it at the same moment', async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, () => post(move('same', 'bank/1', 'sub/new/available', 70))),
    )
    expect(results.filter((one) => one === 'posted')).toHaveLength(1)
    expect(await balanceOf('sub/new/available')).toBe(70)
  })

  it('keeps balances that are the sums of the journal over any moves at the same time', async () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `sub/${name}/available`)
    const anyMove = fc.record({
      from: fc.constantFrom(...names),
      to: fc.constantFrom(...names),
      amount: fc.integer({ min: 1, max: 700 }),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { minLength: 5, maxLength: 25 }), async (moves) => {
        run += 1
        for (const name of names) await post(move(`in:${run}:${name}`, 'bank/1', name, 500))
        const total = await balancesOf('sub/')
        await Promise.allSettled(
          moves.map(({ from, to, amount }, n) => post(move(`m:${run}:${n}`, from, to, amount))),
        )
        const after = await balancesOf('sub/')
        const sum = (balances: Map<string, number>) =>
          [...balances.values()].reduce((all, one) => all + one, 0)
        expect(sum(after)).toBe(sum(total))
        expect(Math.min(...after.values())).toBeGreaterThanOrEqual(0)
        expect(await differences()).toEqual([])
      }),
      { numRuns: 6 },
    )
  })

  it('lists the entries of an account newest first and by day', async () => {
    await post(move('a', 'bank/1', 'sub/e/available', 500))
    await server.clock.advance(24 * 60 * 60_000)
    await post(move('b', 'sub/e/available', 'sub/e/frozen', 200))
    const { rows, total } = await entriesOf('sub/e/available', { page: 1 })
    expect(total).toBe(2)
    expect(rows.map(({ id, amount }) => [id, amount])).toEqual([
      ['b', -200],
      ['a', 500],
    ])
    const from = new Date(server.services.clock.now().getTime() - 60_000)
    expect((await entriesOf('sub/e/available', { page: 1, from })).rows.map(({ id }) => id)).toEqual(['b'])
  })
})

describe('the verifier', () => {
  it('finds a balance that somebody changed, an entry that does not sum to zero and a bank that disagrees', async () => {
    await post(move('a', 'bank/1', 'sub/e/available', 500))
    await LedgerBalanceModel.updateOne({ _id: 'sub/e/available' }, { $inc: { balance: 100 } })
    await mongoose.connection.collection<{ _id: string }>('ledger_entries').insertOne({
      _id: 'forged',
      reason: 'x',
      lines: [{ account: 'bank/2', amount: -7 }],
      links: {},
      at: new Date(0),
    } as never)
    const found = await verifyLedger(server.services.gateways.bank)
    expect(found.differences).toEqual(
      expect.arrayContaining([
        { account: 'sub/e/available', kind: 'balance', expected: 500, actual: 600 },
        { account: 'forged', kind: 'entry', expected: 0, actual: -7 },
        { account: 'bank/1', kind: 'bank', expected: 500, actual: 0 },
      ]),
    )
    const report = verificationReport(found, 2)
    expect(report).toContain('还有 2 笔银行请求没有最终结果')
    expect(report).toMatch(/sub\/e\/available\s+余额与流水不符\s+￥5\.00\s+￥6\.00\s+￥1\.00/)
  })

  it('finds nothing where everything agrees', async () => {
    const found = await verifyLedger(server.services.gateways.bank)
    expect(found.differences).toEqual([])
    expect(verificationReport(found, 0)).toContain('核对一致，没有差异')
  })
})
