import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accounts, isGuarded } from './accounts.ts'
import { assertSound, type Entry } from './entry.ts'
import { journal, type PaymentAmounts, type Place } from './journal.ts'

const place: Place = { engagementId: 'e', providerId: 'p', subAccountNo: 'S', providerAccountNo: 'P' }
const links = { reference: 'r' }

/** A ledger in memory beside a bank that keeps its own books. */
function createBooks() {
  const balances = new Map<string, number>()
  const bank = { S: 0, P: 0 }
  const post = (entry: Entry): void => {
    assertSound(entry)
    for (const { account, amount } of entry.lines) {
      const balance = (balances.get(account) ?? 0) + amount
      if (isGuarded(account)) expect(balance).toBeGreaterThanOrEqual(0)
      balances.set(account, balance)
    }
  }
  const of = (account: string): number => balances.get(account) ?? 0
  const expectBankAgrees = (): void => {
    expect(0 - of(accounts.bank('S'))).toBe(bank.S)
    expect(0 - of(accounts.bank('P'))).toBe(bank.P)
  }
  return { balances, bank, post, of, expectBankAgrees }
}

type Books = ReturnType<typeof createBooks>
type End = 'paid' | 'failed' | 'given-up' | 'reissued' | 'reissue-failed-then-given-up'

/** One payment from its attempt to its end, with the bank doing its part. */
function runPayment(books: Books, item: PaymentAmounts, end: End): void {
  const { post, bank } = books
  const net = item.commission - item.tax
  const attempt = `${item.itemId}01`
  post(journal.attemptRecorded(place, attempt, item, links))
  if (end === 'failed') {
    post(journal.attemptFailed(place, attempt, item, links))
    bank.P -= item.commission
    bank.S += item.commission
    post(journal.commissionBack(place, item.itemId, item.commission, links))
    post(journal.feeDueBack(place, item.itemId, item.fee, links))
    bank.P -= item.fee
    bank.S += item.fee
    post(journal.feeBack(place, item.itemId, item.fee, links))
    return
  }
  bank.P -= net
  post(journal.attemptPaid(place, attempt, item, links))
  if (end === 'paid') return
  bank.P += net
  post(journal.paymentReturned(place, attempt, item, links))
  if (end !== 'given-up') {
    const second = `${item.itemId}02`
    post(journal.reissueRecorded(place, second, item, links))
    if (end === 'reissued') {
      bank.P -= net
      post(journal.reissuePaid(place, second, item, links))
      return
    }
    post(journal.reissueFailed(place, second, item, links))
  }
  post(journal.givenUp(place, item, links))
  bank.P -= item.commission + item.fee
  bank.S += item.commission + item.fee
  post(journal.givenUpBack(place, item.itemId, item.commission + item.fee, links))
}

const anyPayment = fc
  .record({
    commission: fc.integer({ min: 1, max: 50_000_000 }),
    rate: fc.integer({ min: 0, max: 10_000 }),
    taxShare: fc.integer({ min: 0, max: 45 }),
    end: fc.constantFrom<End>('paid', 'failed', 'given-up', 'reissued', 'reissue-failed-then-given-up'),
  })
  .map(({ commission, rate, taxShare, end }) => ({
    commission,
    fee: Math.round((commission * rate) / 10_000),
    tax: Math.floor((commission * taxShare) / 100),
    end,
  }))

describe('the journal', () => {
  it('keeps every guarded account at or above zero and agrees with the bank over any sequence of batches', () => {
    const anyBatches = fc.array(fc.array(anyPayment, { minLength: 1, maxLength: 6 }), { maxLength: 6 })
    fc.assert(
      fc.property(anyBatches, fc.integer({ min: 0, max: 1_000_000 }), (batches, extra) => {
        const books = createBooks()
        const total =
          batches.flat().reduce((sum, { commission, fee }) => sum + commission + fee, 0) + extra + 1
        books.bank.S += total
        books.post(journal.transferRecognised(place, 't', total, 'r'))
        batches.forEach((payments, index) => {
          const id = `b${index}`
          const commission = payments.reduce((sum, payment) => sum + payment.commission, 0)
          const fee = payments.reduce((sum, payment) => sum + payment.fee, 0)
          books.post(journal.batchConfirmed(place, id, commission, fee, 'r'))
          books.bank.S -= commission
          books.bank.P += commission
          books.post(journal.commissionMoved(place, id, commission, links))
          books.bank.S -= fee
          books.bank.P += fee
          books.post(journal.feeMoved(place, id, fee, links))
          payments.forEach((payment, at) =>
            runPayment(books, { ...payment, itemId: `${id}i${at}` }, payment.end),
          )
          books.expectBankAgrees()
        })
        const left = books.of(accounts.available('e'))
        books.post(journal.refundRequested(place, 'r', left, 'r'))
        books.bank.S -= left
        books.post(journal.refundDone(place, 'r', left, 'r'))
        for (const kind of ['fee', 'tax'] as const) {
          const amount = books.of(accounts[kind]('p'))
          books.bank.P -= amount
          books.post(journal.withdrawn(place, kind, kind, amount))
        }
        books.expectBankAgrees()
        expect(books.bank).toEqual({ S: 0, P: 0 })
        expect([...books.balances].filter(([, balance]) => balance !== 0)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('leaves the frozen account as it was when a batch is cancelled, refused or a payment is removed', () => {
    const books = createBooks()
    books.bank.S += 1_100
    books.post(journal.transferRecognised(place, 't', 1_100, 'r'))
    for (const reason of ['batch-cancelled', 'funding-refused', 'item-removed'] as const) {
      books.post(journal.batchConfirmed(place, reason, 1_000, 100, 'r'))
      books.post(journal.released(place, reason, reason, 1_000, 100, links))
      expect(books.of(accounts.available('e'))).toBe(1_100)
      expect(books.of(accounts.frozen('e'))).toBe(0)
    }
    books.expectBankAgrees()
  })

  it('holds a transfer that was not recognised until it is claimed or sent back', () => {
    const books = createBooks()
    books.bank.S += 300
    books.post(journal.transferUnclaimed(place, 'a', 100, 'r'))
    books.post(journal.transferUnclaimed(place, 'b', 200, 'r'))
    expect(books.of(accounts.available('e'))).toBe(0)
    books.post(journal.transferClaimed(place, 'a', 100, 'r'))
    books.bank.S -= 200
    books.post(journal.transferSentBack(place, 'b', 200, 'r'))
    expect(books.of(accounts.available('e'))).toBe(100)
    books.expectBankAgrees()
  })

  it('gives back what a refused refund or withdrawal had taken', () => {
    const books = createBooks()
    books.bank.S += 500
    books.post(journal.transferRecognised(place, 't', 500, 'r'))
    books.post(journal.refundRequested(place, 'r', 500, 'r'))
    books.post(journal.refundFailed(place, 'r', 500, 'r'))
    expect(books.of(accounts.available('e'))).toBe(500)
    books.balances.set(accounts.fee('p'), 90)
    books.post(journal.withdrawn(place, 'fee', 'w', 90))
    expect(books.of(accounts.fee('p'))).toBe(0)
    books.post(journal.withdrawalFailed(place, 'fee', 'w', 90))
    expect(books.of(accounts.fee('p'))).toBe(90)
    books.expectBankAgrees()
  })
})
