import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cardTail,
  creditCodeCheck,
  isBankCard,
  isCreditCode,
  isMobile,
  isStrongPassword,
  luhnCheckDigit,
  maskIdNumber,
  maskName,
  maskPhone,
  residentIdBirthDay,
  residentIdCheck,
  residentIdProblem,
} from '../src/index.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))

describe('resident ID numbers (GB 11643)', () => {
  it('accepts the example number of the standard', () => {
    expect(residentIdBirthDay('11010519491231002X')).toBe('1949-12-31')
    expect(residentIdBirthDay('11010519491231002x')).toBe('1949-12-31')
  })

  it('refuses a wrong check character, a day that does not exist and a short number', () => {
    expect(residentIdBirthDay('110105194912310021')).toBeNull()
    const noSuchDay = '11010519490231002'
    expect(residentIdBirthDay(noSuchDay + residentIdCheck(noSuchDay))).toBeNull()
    expect(residentIdBirthDay('11010519491231')).toBeNull()
  })

  it('finds every change of a single digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
        const valid = '11010519900307293'
        const full = valid + residentIdCheck(valid)
        const changed =
          full.slice(0, place) + String((Number(full[place]) + step) % 10) + full.slice(place + 1)
        expect(residentIdBirthDay(changed)).toBeNull()
      }),
    )
  })

  it('lets a person register on the eighteenth birthday and not on the day before', () => {
    const born = '11010520081122001'
    const id = born + residentIdCheck(born)
    expect(residentIdProblem(id, new Date('2026-11-21T15:59:59Z'))).toBe('ID_NUMBER_UNDERAGE')
    expect(residentIdProblem(id, new Date('2026-11-21T16:00:00Z'))).toBeNull()
    expect(residentIdProblem('110105194912310021', new Date())).toBe('ID_NUMBER_INVALID')
  })

  it('refuses a birth day that is still to come', () => {
    const born = '11010520991122001'
    expect(residentIdProblem(born + residentIdCheck(born), new Date('2026-11-22T00:00:00Z'))).toBe(
      'ID_NUMBER_INVALID',
    )
  })
})

describe('bank card numbers', () => {
  it('accepts what the Luhn digit completes and refuses every other last digit', () => {
    fc.assert(
      fc.property(digits(18), (body) => {
        const right = luhnCheckDigit(body)
        for (let last = 0; last <= 9; last += 1) expect(isBankCard(body + last)).toBe(String(last) === right)
      }),
    )
  })

  it('ignores the spaces people type and refuses letters and short numbers', () => {
    const card = `62220200000000012${luhnCheckDigit('62220200000000012')}`
    expect(isBankCard(card.replace(/(.{4})/g, '$1 '))).toBe(true)
    expect(isBankCard('6222abc')).toBe(false)
    expect(isBankCard('62220')).toBe(false)
  })
})

describe('unified social credit codes (GB 32100)', () => {
  it('accepts a real form and refuses a changed check character', () => {
    const body = '91110000MA00ABCD1'
    expect(isCreditCode(body + creditCodeCheck(body))).toBe(true)
    const wrong = creditCodeCheck(body) === 'Y' ? 'X' : 'Y'
    expect(isCreditCode(body + wrong)).toBe(false)
  })

  it('refuses the letters the standard leaves out', () => {
    expect(isCreditCode('91110000MI00ABCD1X')).toBe(false)
    expect(isCreditCode('9111')).toBe(false)
  })
})

describe('phones, passwords and masks', () => {
  it('takes mainland mobile numbers only', () => {
    expect(isMobile('13800001234')).toBe(true)
    expect(
      ['12800001234', '1380000123', '+8613800001234', '08613800001234', '85212345678'].some(isMobile),
    ).toBe(false)
  })

  it('asks for upper, lower, digit and symbol in ten characters', () => {
    expect(isStrongPassword('Abcdef12!x')).toBe(true)
    expect(['Abcdef12!', 'abcdef12!x', 'ABCDEF12!X', 'Abcdefgh!x', 'Abcdef1234'].some(isStrongPassword)).toBe(
      false,
    )
  })

  it('shows no more of a person than the mask leaves', () => {
    expect([maskName('张三'), maskName('欧阳小三'), maskName('张')]).toEqual(['张*', '欧**三', '张'])
    expect(maskPhone('13812341234')).toBe('138****1234')
    expect(maskIdNumber('11010519491231002X')).toBe('1101**********002X')
    expect(cardTail('6222020000000001234')).toBe('1234')
  })
})
