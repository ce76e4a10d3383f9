import type { Account, Order } from '../bank/model.ts'
import type { InboxItem } from '../world/inbox.ts'
import type { Bin, Outcome } from '../world/outcomes.ts'
import type { Person } from '../world/people.ts'

export type { Account, Bin, InboxItem, Order, Outcome, Person }
export type { StatementRow } from '../bank/books.ts'

/** A menu button of the Official Account; a group has children and does nothing itself. */
export interface MenuButton {
  name: string
  children?: { name: string }[]
}

/** What the phone does after a scan or a press. */
export type PhoneResult =
  | { openChat: true }
  | { openMiniProgram: { page: string; scene: string } }
  | { openUrl: string }
  | { error: string }

/** `note`: how the person's first card behaves, when it is not simply well. */
export type ListedPerson = Person & { newestSms: string; newestWechat: string; note: string }

/** The answer of GET /sandbox/api/overview. */
export interface Overview {
  serverUrl: string
  consoleUrl: string
  clock: { now: string; offsetMs: number }
  people: ListedPerson[]
  strangers: InboxItem[]
  menu: MenuButton[]
  inboxes: Record<string, InboxItem[]>
  bank: {
    accounts: Account[]
    orders: Omit<Order, 'digest'>[]
    callbacks: { paused: boolean; waiting: number }
  }
}

export type CounterOrder = Overview['bank']['orders'][number]

export interface SampleVariant {
  id: string
  label: string
  sides: readonly ('front' | 'back')[]
}
