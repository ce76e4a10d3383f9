import type { Clock } from './clock.ts'
import type { PeopleApi } from './people.ts'
import type { Store } from './store.ts'

/** A WeChat message as the phone shows it. `page` is a mini-program page, `url` a link that opens in the browser. */
export interface WechatMessage {
  kind: 'template' | 'subscribe' | 'news' | 'text'
  title: string
  lines: readonly { label: string; value: string }[]
  url?: string
  /** The words of the title that are the link to `url`; without them the whole message is. */
  urlWords?: string
  page?: string
  /** Who speaks; left out: the Official Account. `me` is the person (scanned, pressed a menu button, wrote). */
  from?: 'account' | 'me'
}

interface Entry {
  id: string
  /** The person's key, or the bare phone number when nobody of the sandbox has it. */
  owner: string
  /** ISO, business time. */
  at: string
}

export type InboxItem =
  | (Entry & { channel: 'sms'; phone: string; text: string; meta: Record<string, string> })
  | (Entry & { channel: 'wechat'; message: WechatMessage })

export interface InboxApi {
  /** Delivers an SMS; `phone` with or without +86. `meta` is shown to nobody (template id, code …). */
  sms(phone: string, text: string, meta?: Record<string, string>): InboxItem
  wechat(personKey: string, message: WechatMessage): InboxItem
  /** All messages of a person (also those to the phone before the person was made), or of a bare phone number; oldest first. */
  list(owner: string): InboxItem[]
  /** SMS to phones that nobody of the sandbox has, oldest first. */
  strangers(): InboxItem[]
}

export function createInbox(store: Store, people: PeopleApi, clock: Clock): InboxApi {
  const table = store.table<InboxItem>('inbox')

  function entry(owner: string): Entry {
    const id = `${owner}/${String(store.nextNumber('inbox')).padStart(9, '0')}`
    return { id, owner, at: clock.now().toISOString() }
  }

  function deliver<T extends InboxItem>(item: T): T {
    table.put(item.id, item)
    return item
  }

  return {
    sms: (rawPhone, text, meta = {}) => {
      const phone = rawPhone.replace(/^\+?86(?=1\d{10}$)/, '')
      const owner = people.byPhone(phone)?.key ?? phone
      return deliver({ ...entry(owner), channel: 'sms', phone, text, meta })
    },
    wechat: (personKey, message) => deliver({ ...entry(personKey), channel: 'wechat', message }),
    list: (owner) => {
      const own = table.list(`${owner}/`)
      const phone = people.get(owner)?.phone
      return phone === undefined ? own : [...table.list(`${phone}/`), ...own].sort(byNumber)
    },
    strangers: () => {
      const known = new Set(people.list().map((person) => person.phone))
      return table
        .list('1')
        .filter(({ owner }) => !known.has(owner))
        .sort(byNumber)
    },
  }
}

const byNumber = (a: InboxItem, b: InboxItem): number => (a.id.split('/')[1]! < b.id.split('/')[1]! ? -1 : 1)
