import type { World } from '../world/context.ts'
import { shanghaiDay } from './days.ts'
import { BankRefusal, outsideAccountNo, type Account, type Entry } from './model.ts'
import { readyMadeAccounts } from './ready-made-accounts.ts'

export interface Movement {
  from: string
  to: string
  amountFen: number
  summary: string
  /** Who is on the other side when one side is the outside world. */
  outsider?: { name: string; number: string }
  requestId?: string
}

export interface StatementRow {
  bankSerial: string
  at: string
  /** Positive: into the account. */
  amountFen: number
  /** After this row. */
  balanceFen: number
  counterpartyName: string
  counterpartyNumber: string
  summary: string
  requestId: string
}

/** The bank's own double-entry books. All amounts are integer fen. */
export interface Books {
  accounts(): Account[]
  /** @throws BankRefusal ACCOUNT_NOT_FOUND */
  account(accountNo: string): Account
  find(accountNo: string): Account | undefined
  open(account: Omit<Account, 'balanceFen' | 'heldFen' | 'state' | 'openedAt' | 'accountNo'>): Account
  save(account: Account): void
  availableFen(accountNo: string): number
  /** Promises money of an account to a payment. Nothing is posted. */
  hold(accountNo: string, amountFen: number): void
  release(accountNo: string, amountFen: number): void
  /** Moves money: one entry of two lines. Only the outside world may go below zero. */
  post(movement: Movement): Entry
  entries(): Entry[]
  statement(accountNo: string, day: string): StatementRow[]
}

export function createBooks(world: World): Books {
  const { store, clock } = world
  const accounts = store.table<Account>('bank-accounts')
  const entries = store.table<Entry>('bank-entries')

  function account(accountNo: string): Account {
    const found = accounts.get(accountNo)
    if (!found) throw new BankRefusal(422, 'ACCOUNT_NOT_FOUND', '账号不存在')
    return found
  }

  function open(input: Parameters<Books['open']>[0]): Account {
    const series = input.kind === 'sub-ledger' ? '75591' : '75590'
    const accountNo = `${series}${String(20_000_000 + store.nextNumber('bank-account')).padStart(10, '0')}`
    return create({ ...input, accountNo })
  }

  function create(input: Parameters<Books['open']>[0] & { accountNo: string }): Account {
    const made: Account = {
      ...input,
      state: 'open',
      balanceFen: 0,
      heldFen: 0,
      openedAt: clock.now().toISOString(),
    }
    accounts.put(made.accountNo, made)
    return made
  }

  function change(accountNo: string, balanceFen: number, heldFen: number): void {
    const current = account(accountNo)
    const next = {
      ...current,
      balanceFen: current.balanceFen + balanceFen,
      heldFen: current.heldFen + heldFen,
    }
    const sound = next.kind === 'outside' || (next.balanceFen >= next.heldFen && next.heldFen >= 0)
    if (!sound || !Number.isSafeInteger(next.balanceFen)) throw new Error(`Unsound books: ${accountNo}`)
    accounts.put(accountNo, next)
  }

  function post(movement: Movement): Entry {
    const { from, to, amountFen } = movement
    if (!Number.isSafeInteger(amountFen) || amountFen <= 0 || from === to) throw new Error('Unsound movement')
    return store.transaction(() => {
      const now = clock.now()
      const day = shanghaiDay(now)
      const number = String(store.nextNumber('bank-entry')).padStart(9, '0')
      change(from, -amountFen, 0)
      change(to, amountFen, 0)
      const entry: Entry = {
        bankSerial: `S${day.replaceAll('-', '')}${number}`,
        at: now.toISOString(),
        day,
        lines: [
          { accountNo: from, amountFen: -amountFen, balanceFen: account(from).balanceFen },
          { accountNo: to, amountFen, balanceFen: account(to).balanceFen },
        ],
        summary: movement.summary,
        counterparty: movement.outsider ?? { name: '', number: '' },
        ...(movement.requestId === undefined ? {} : { requestId: movement.requestId }),
      }
      entries.put(number, entry)
      return entry
    })
  }

  function statement(accountNo: string, day: string): StatementRow[] {
    account(accountNo)
    return entries.list().flatMap((entry) => {
      const own = entry.lines.find((line) => line.accountNo === accountNo)
      const other = entry.lines.find((line) => line.accountNo !== accountNo)
      if (entry.day !== day || !own || !other) return []
      const inside = other.accountNo === outsideAccountNo ? undefined : account(other.accountNo)
      return [
        {
          bankSerial: entry.bankSerial,
          at: entry.at,
          amountFen: own.amountFen,
          balanceFen: own.balanceFen,
          counterpartyName: inside?.name ?? entry.counterparty.name,
          counterpartyNumber: inside?.accountNo ?? entry.counterparty.number,
          summary: entry.summary,
          requestId: entry.requestId ?? '',
        },
      ]
    })
  }

  if (!accounts.get(outsideAccountNo)) {
    store.transaction(() => {
      create({ accountNo: outsideAccountNo, kind: 'outside', name: '行外' })
      readyMadeAccounts.forEach((ready) => create({ ...ready, kind: 'corporate' }))
    })
  }

  return {
    accounts: () => accounts.list(),
    account,
    find: (accountNo) => accounts.get(accountNo),
    open,
    save: (changed) => accounts.put(changed.accountNo, changed),
    availableFen: (accountNo) => {
      const { balanceFen, heldFen } = account(accountNo)
      return balanceFen - heldFen
    },
    hold: (accountNo, amountFen) => change(accountNo, 0, amountFen),
    release: (accountNo, amountFen) => change(accountNo, 0, -amountFen),
    post,
    entries: () => entries.list(),
    statement,
  }
}
