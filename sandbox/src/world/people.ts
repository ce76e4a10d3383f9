import { createHash } from 'node:crypto'
import type { Credentials } from './credentials.ts'
import { readyMadePeople } from './ready-made-people.ts'
import { makeIdNumber } from './identity.ts'
import { binOf, makeCard, outcomeOf, type CardType } from './outcomes.ts'
import type { Store } from './store.ts'

export interface Card {
  number: string
  bankName: string
  type: CardType
  /** Digits 7–9, a code of the outcomes table. */
  outcome: string
  /** The phone left at the bank, checked by the four-factor call. */
  reservedPhone: string
}

/** Somebody the sandbox can play. `key` is a DNS label: the person's browser origin is http://<key>.localhost. */
export interface Person {
  key: string
  name: string
  idNumber: string
  phone: string
  cards: Card[]
  wechat: { unionid: string; oaOpenid: string; mpOpenid: string; followsOa: boolean }
}

export interface NewPerson {
  name: string
  phone?: string
  /** Left out: a man born 1990-06-15 in 110101. */
  idNumber?: string
  cards?: readonly { bin: string; outcome: string }[]
}

export interface PeopleApi {
  list(): Person[]
  get(key: string): Person | undefined
  byPhone(phone: string): Person | undefined
  /** By the Official Account's or the mini-program's openid. */
  byOpenid(openid: string): Person | undefined
  byIdNumber(idNumber: string): Person | undefined
  byCard(cardNumber: string): Person | undefined
  create(person: NewPerson): Person
  /** Gives the person one more card. */
  addCard(key: string, card: { bin: string; outcome: string }): Card
  save(person: Person): void
}

const identifier = (...parts: string[]): string =>
  createHash('sha256').update(parts.join(':')).digest('base64url').replace(/[-_]/g, 'A')

/** The people of the sandbox; the ready-made ones are put in when the store is new. */
export function createPeople(store: Store, credentials: Credentials): PeopleApi {
  const table = store.table<Person>('people')
  const list = (): Person[] => table.list().sort((a, b) => order(a.key) - order(b.key))
  const find = (test: (person: Person) => boolean): Person | undefined => table.list().find(test)

  function issueCard(bin: string, outcome: string, reservedPhone: string): Card {
    const number = makeCard(bin, outcome, 1000 + store.nextNumber('card'))
    const issuer = binOf(number)!
    return {
      number,
      bankName: issuer.bankName,
      type: issuer.type,
      outcome: outcomeOf(number).code,
      reservedPhone,
    }
  }

  function create(input: NewPerson): Person {
    return store.transaction(() => {
      const serial = store.nextNumber('person')
      const key = `p${serial}`
      const phone = input.phone ?? `139${String(10_000_000 + serial).slice(-8)}`
      const idNumber = input.idNumber ?? makeIdNumber('110101', '19900615', (serial * 2 + 101) % 1000)
      const { oaAppId, mpAppId } = credentials.wechat
      const person: Person = {
        key,
        name: input.name,
        idNumber,
        phone,
        cards: (input.cards ?? [{ bin: '622202', outcome: '000' }]).map((card) =>
          issueCard(card.bin, card.outcome, phone),
        ),
        wechat: {
          unionid: `o${identifier('union', oaAppId, key).slice(0, 27)}`,
          oaOpenid: `o${identifier('openid', oaAppId, key).slice(0, 27)}`,
          mpOpenid: `o${identifier('openid', mpAppId, key).slice(0, 27)}`,
          followsOa: false,
        },
      }
      table.put(key, person)
      return person
    })
  }

  function addCard(key: string, card: { bin: string; outcome: string }): Card {
    return store.transaction(() => {
      const person = table.get(key)
      if (!person) throw new Error(`No person ${key}`)
      const issued = issueCard(card.bin, card.outcome, person.phone)
      table.put(key, { ...person, cards: [...person.cards, issued] })
      return issued
    })
  }

  const people: PeopleApi = {
    list,
    get: (key) => table.get(key),
    byPhone: (phone) => find((person) => person.phone === phone.replace(/^\+?86(?=1\d{10}$)/, '')),
    byOpenid: (openid) => find(({ wechat }) => wechat.oaOpenid === openid || wechat.mpOpenid === openid),
    byIdNumber: (idNumber) => find((person) => person.idNumber === idNumber),
    byCard: (cardNumber) => find((person) => person.cards.some((card) => card.number === cardNumber)),
    create,
    addCard,
    save: (person) => table.put(person.key, person),
  }
  if (table.list().length === 0) readyMadePeople.forEach((person) => create(person))
  return people
}

const order = (key: string): number => Number(key.slice(1))
