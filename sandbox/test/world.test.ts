import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binOf,
  bins,
  createCredentials,
  makeCard,
  makeIdNumber,
  outcomeOf,
  outcomes,
  serverEnvironment,
} from '../src/index.ts'
import { createClock } from '../src/world/clock.ts'
import { createInbox } from '../src/world/inbox.ts'
import { isLuhnValid } from '../src/world/outcomes.ts'
import { createPeople } from '../src/world/people.ts'
import { openStore } from '../src/world/store.ts'

describe('cards', () => {
  it('of every issuer and outcome are Luhn-valid and lead back to both', () => {
    const anyCard = [
      fc.constantFrom(...bins),
      fc.constantFrom(...outcomes),
      fc.integer({ min: 0, max: 99_999 }),
    ] as const
    fc.assert(
      fc.property(...anyCard, (bin, outcome, serial) => {
        const number = makeCard(bin.bin, outcome.code, serial)
        expect(number).toHaveLength(bin.length)
        expect(isLuhnValid(number)).toBe(true)
        expect(binOf(number)).toEqual(bin)
        expect(outcomeOf(number)).toEqual(outcome)
      }),
    )
  })

  it('with one digit changed are not Luhn-valid', () => {
    const number = makeCard('622202', '000', 5)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 18 }), fc.integer({ min: 1, max: 9 }), (place, change) => {
        const digit = (Number(number[place]) + change) % 10
        expect(isLuhnValid(`${number.slice(0, place)}${digit}${number.slice(place + 1)}`)).toBe(false)
      }),
    )
  })
})

describe('identity numbers', () => {
  it('carry the check digit of the standard', () => {
    expect(makeIdNumber('110105', '19491231', 2)).toBe('11010519491231002X')
    expect(makeIdNumber('440524', '18800101', 1)).toBe('440524188001010014')
  })
})

describe('people', () => {
  it('are ready-made once, each with an own phone, identity and WeChat user', async () => {
    const store = openStore({ memory: true })
    const credentials = createCredentials()
    const people = createPeople(store, credentials).list()
    expect(createPeople(store, credentials).list()).toEqual(people)
    expect(people.length).toBeGreaterThanOrEqual(12)
    for (const unique of ['key', 'phone', 'idNumber', 'name'] as const) {
      expect(new Set(people.map((person) => person[unique])).size).toBe(people.length)
    }
    const openids = people.flatMap(({ wechat }) => [wechat.oaOpenid, wechat.mpOpenid, wechat.unionid])
    expect(new Set(openids).size).toBe(people.length * 3)
    expect(people.some((person) => Number(person.idNumber.slice(6, 10)) > 2008)).toBe(true)
    await store.close()
  })

  it('are found by what the services know of them', async () => {
    const store = openStore({ memory: true })
    const people = createPeople(store, createCredentials())
    const made = people.create({ name: '秦明', phone: '13812345678' })
    expect(people.byPhone('+8613812345678')).toEqual(made)
    expect(people.byOpenid(made.wechat.mpOpenid)).toEqual(made)
    expect(people.byCard(made.cards[0]!.number)).toEqual(made)
    expect(people.byIdNumber(made.idNumber)).toEqual(made)
    expect(people.byPhone('13800000000')).toBeUndefined()
    await store.close()
  })
})

describe('the inbox', () => {
  it('keeps messages in the order they came, also of phones that nobody has', async () => {
    const store = openStore({ memory: true })
    const people = createPeople(store, createCredentials())
    const inbox = createInbox(store, people, createClock(store))
    inbox.sms('+8613900000001', '验证码 1')
    inbox.wechat('p1', { kind: 'text', title: '你好', lines: [] })
    inbox.sms('13700000000', '给陌生号码')
    expect(inbox.list('p1').map((item) => item.channel)).toEqual(['sms', 'wechat'])
    expect(inbox.list('13700000000')).toMatchObject([{ text: '给陌生号码' }])
    expect(inbox.list('p10')).toEqual([])
    await store.close()
  })
})

describe('a store', () => {
  it('undoes all writes of a transaction that fails', async () => {
    const store = openStore({ memory: true })
    const table = store.table<number>('things')
    table.put('a', 1)
    const fail = () =>
      store.transaction(() => {
        table.put('a', 2)
        table.put('b', 2)
        throw new Error('no')
      })
    expect(fail).toThrow('no')
    expect(table.list()).toEqual([1])
    await store.close()
  })
})

describe('the environment for the server', () => {
  it('names every service and holds no key of the bank', () => {
    const credentials = createCredentials()
    const environment = serverEnvironment(credentials, 'http://127.0.0.1:1')
    expect(Object.values(environment).every((value) => value !== '')).toBe(true)
    expect(Object.values(environment)).not.toContain(credentials.bank.bankPrivateKey)
  })
})
