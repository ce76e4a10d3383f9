import { sendSmsCode } from '@linggong/shared/api/public'
import { loginBySms } from '@linggong/shared/api/worker-login'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loginConsents, newPhone, smsCodeOn } from '../../../test/factories/identity.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { publicActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { AccountModel } from './models/account.ts'
import { SmsCodeModel } from './models/sms-code.ts'
import { consumeSmsCode, sendSmsCodeTo } from './public.ts'
import { smsRules } from './sms/limits.ts'

const minute = 60_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const send = (phone: string) => server.call(sendSmsCode, { body: { phone, purpose: 'worker-login' } })
const login = (phone: string, code: string) =>
  server.call(loginBySms, { body: { phone, code, consents: loginConsents() } })
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('an SMS code', () => {
  it('has six digits, lives five minutes and is kept only as a hash', async () => {
    const phone = newPhone()
    const sent = await send(phone)
    expect(sent.resendAfterSeconds).toBe(60)
    const code = smsCodeOn(server, phone)
    expect(code).toMatch(/^\d{6}$/)
    const row = await SmsCodeModel.findOne({}).sort({ _id: -1 }).lean()
    expect(JSON.stringify(row)).not.toContain(code)
    expect(JSON.stringify(row)).not.toContain(phone)
    await server.clock.advance(5 * minute)
    await expect(login(phone, code)).rejects.toMatchObject({ status: 400, code: 'SMS_CODE_EXPIRED' })
  })

  it('is good once', async () => {
    const phone = newPhone()
    await send(phone)
    const code = smsCodeOn(server, phone)
    await login(phone, code)
    await expect(login(phone, code)).rejects.toMatchObject({ status: 400, code: 'SMS_CODE_EXPIRED' })
  })

  it('is given up after five wrong tries, each counted although nothing else happened', async () => {
    const phone = newPhone()
    await send(phone)
    const code = smsCodeOn(server, phone)
    const accounts = await AccountModel.countDocuments({})
    for (const left of [4, 3, 2, 1]) {
      const wrong = { status: 400, code: 'SMS_CODE_WRONG', details: { left } }
      await expect(login(phone, otherThan(code))).rejects.toMatchObject(wrong)
    }
    await expect(login(phone, otherThan(code))).rejects.toMatchObject({ code: 'SMS_CODE_EXPIRED' })
    await expect(login(phone, code)).rejects.toMatchObject({ code: 'SMS_CODE_EXPIRED' })
    expect(await AccountModel.countDocuments({})).toBe(accounts)
  })

  it('gives many guesses at once no more tries than one after the other', async () => {
    const phone = newPhone()
    await send(phone)
    const code = smsCodeOn(server, phone)
    const wrong = otherThan(code)
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => login(phone, wrong)))
    const codes = results.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'in',
    )
    expect(codes.filter((one) => one === 'SMS_CODE_WRONG')).toHaveLength(4)
    expect(codes.filter((one) => one === 'SMS_CODE_EXPIRED')).toHaveLength(8)
  })

  it('used twice at once lets one in', async () => {
    const phone = newPhone()
    await send(phone)
    const code = smsCodeOn(server, phone)
    const results = await Promise.allSettled([login(phone, code), login(phone, code), login(phone, code)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is worth nothing for another phone, purpose or subject', async () => {
    const phone = newPhone()
    await sendSmsCodeTo(server.services, { phone, purpose: 'contract-sign', subjectId: 'envelope-1' })
    const code = smsCodeOn(server, phone)
    await expect(login(phone, code)).rejects.toMatchObject({ code: 'SMS_CODE_EXPIRED' })
    const consume = (subjectId: string) =>
      runCommand(server.services, publicActor, (c) =>
        consumeSmsCode(c, { phone, purpose: 'contract-sign', subjectId, code }),
      )
    await expect(consume('envelope-2')).rejects.toMatchObject({ code: 'SMS_CODE_EXPIRED' })
    await consume('envelope-1')
    await expect(consume('envelope-1')).rejects.toMatchObject({ code: 'SMS_CODE_EXPIRED' })
  })

  it('stays unused when the command it confirms fails', async () => {
    const phone = newPhone()
    const request = { phone, purpose: 'contract-sign', subjectId: 'envelope-3' }
    await sendSmsCodeTo(server.services, request)
    const code = smsCodeOn(server, phone)
    const failing = runCommand(server.services, publicActor, async (c) => {
      await consumeSmsCode(c, { ...request, code })
      throw new Error('the rest failed')
    })
    await expect(failing).rejects.toThrow('the rest failed')
    await runCommand(server.services, publicActor, (c) => consumeSmsCode(c, { ...request, code }))
  })

  it('only the newest one counts', async () => {
    const phone = newPhone()
    await send(phone)
    const first = smsCodeOn(server, phone)
    await server.clock.advance(minute)
    await send(phone)
    const second = smsCodeOn(server, phone)
    if (first !== second) await expect(login(phone, first)).rejects.toMatchObject({ code: 'SMS_CODE_WRONG' })
    expect((await login(phone, second)).next).toBe('signed-in')
  })
})

describe('sending SMS codes', () => {
  it('a second code within a minute is refused with the seconds to wait, also when asked at once', async () => {
    const phone = newPhone()
    const results = await Promise.allSettled([send(phone), send(phone), send(phone)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await server.clock.advance(20_000)
    const refused = await send(phone).catch((error: unknown) => error)
    expect(refused).toMatchObject({ status: 429, code: 'SMS_TOO_OFTEN' })
    expect((refused as { details: { seconds: number } }).details.seconds).toBeLessThanOrEqual(40)
    await server.clock.advance(40_000)
    await send(phone)
  })

  it('a phone gets ten login codes a day and can go on the next day', async () => {
    const phone = newPhone()
    for (let sent = 0; sent < smsRules.publicPerDay; sent += 1) {
      await sendSmsCodeTo(server.services, { phone, purpose: 'worker-login' })
      await server.clock.advance(minute)
    }
    await expect(send(phone)).rejects.toMatchObject({ status: 429, code: 'SMS_LIMIT' })
    await server.clock.advance(24 * 60 * minute)
    await send(phone)
  })

  it('one address cannot make the product send to phone after phone', async () => {
    await server.clock.advance(60 * minute)
    const results = []
    for (let asked = 0; asked <= smsRules.addressPerHour; asked += 1) {
      results.push(
        await send(newPhone()).then(
          () => 'sent',
          (error: { code: string }) => error.code,
        ),
      )
    }
    expect(results.filter((one) => one === 'sent')).toHaveLength(smsRules.addressPerHour)
    expect(results.at(-1)).toBe('SMS_LIMIT')
    await server.clock.advance(60 * minute)
    await send(newPhone())
  })

  it('a refusal of the operator is told in words, and does not cost the minute', async () => {
    const call = send('13900009904')
    await expect(call).rejects.toMatchObject({ status: 502, code: 'SMS_NOT_SENT' })
    await expect(send('13900009904')).rejects.toMatchObject({ code: 'SMS_NOT_SENT' })
    expect(
      await SmsCodeModel.countDocuments({ usedAt: null, expiresAt: { $gt: server.services.clock.now() } }),
    ).toBe(1)
  })
})
