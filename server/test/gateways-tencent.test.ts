import {
  createCredentials,
  makeCard,
  makeIdNumber,
  outcomes,
  startSandbox,
  type Sandbox,
} from '@linggong/sandbox'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fourFactorResults } from '../src/gateways/tencent/four-factor-results.ts'
import { createTencentGateway } from '../src/gateways/tencent/gateway.ts'
import type { IdCardSide, TencentConfig } from '../src/gateways/tencent/port.ts'
import { smsTemplates, type SmsTemplate } from '../src/gateways/tencent/sms-templates.ts'
import { listen } from './support/listen.ts'

const credentials = createCredentials()
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ memory: true, credentials, serverUrl: 'http://127.0.0.1:1' })
})
afterAll(() => sandbox.stop())

const gateway = (changes: Partial<TencentConfig> = {}) =>
  createTencentGateway({ baseUrl: sandbox.url, ...credentials.tencent, ...changes })

const person = (key = 'p1') => sandbox.world.people.get(key)!
const factors = (key = 'p1', card = 0) => {
  const { name, idNumber, cards, phone } = person(key)
  return { name, idNumber, cardNumber: cards[card]!.number, phone }
}

describe('four-factor check', () => {
  it('a person with their own card and its reserved phone passes', async () => {
    const answer = await gateway().verifyFourFactor(factors())
    expect(answer).toMatchObject({ passed: true, result: '0' })
  })

  it.each(outcomes.filter(({ fourFactor }) => fourFactor !== '0'))(
    'a card of outcome $code is refused with $fourFactor and words for a worker',
    async ({ code, fourFactor }) => {
      const idNumber = makeIdNumber('110101', '19940401', 21)
      const input = { name: '钱多多', idNumber, cardNumber: makeCard('622202', code), phone: '13811112222' }
      const answer = await gateway().verifyFourFactor(input)
      expect(answer).toEqual({ passed: false, result: fourFactor, ...fourFactorResults[fourFactor] })
      expect(answer.message).not.toMatch(/-\d|[!！]/)
    },
  )

  it('a wrong name, number, card or phone is told apart', async () => {
    const { verifyFourFactor } = gateway()
    const result = async (changes: Partial<ReturnType<typeof factors>>) =>
      (await verifyFourFactor({ ...factors(), ...changes })).result
    expect(await result({ name: '张三' })).toBe('-1')
    expect(await result({ name: 'Zhang' })).toBe('-2')
    expect(await result({ idNumber: `${factors().idNumber.slice(0, 17)}?` })).toBe('-3')
    expect(await result({ cardNumber: '6222020000000000001' })).toBe('-4')
    expect(await result({ phone: '12345678901' })).toBe('-5')
    expect(await result({ phone: '13811112222' })).toBe('-6')
    expect(await result({ cardNumber: factors('p4').cardNumber })).toBe('-6')
  })
})

describe('card information', () => {
  it('bank and type of every kind of card are known', async () => {
    const { cardInformation } = gateway()
    expect(await cardInformation(makeCard('622202'))).toEqual({ bankName: '工商银行', type: 'debit' })
    expect(await cardInformation(makeCard('625330'))).toEqual({ bankName: '招商银行', type: 'credit' })
    expect(await cardInformation(makeCard('622155'))).toEqual({ bankName: '工商银行', type: 'prepaid' })
    expect(await cardInformation(makeCard('623093'))).toEqual({ bankName: '平安银行', type: 'quasi-credit' })
  })

  it('a number that is no card, or of an unknown bank, is refused', async () => {
    const { cardInformation } = gateway()
    const refused = { service: 'tencent', kind: 'rejected', code: 'CARD_UNKNOWN' }
    await expect(cardInformation('6222020000000000001')).rejects.toMatchObject(refused)
    await expect(cardInformation('4111111111111111')).rejects.toMatchObject(refused)
  })
})

describe('face check', () => {
  const start = () =>
    gateway().startFaceCheck({
      name: person().name,
      idNumber: person().idNumber,
      redirectUrl: 'http://p1.localhost:3000/w/?task=1#/pages/face',
    })
  const play = (bizToken: string, result: string) =>
    fetch(`${sandbox.url}/tencent/face`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ BizToken: bizToken, result }),
    })

  it('is pending until it is played, then the phone returns with the token', async () => {
    const { bizToken, url } = await start()
    expect(await gateway().faceCheckResult(bizToken)).toEqual({ state: 'pending' })
    const page = await (await fetch(url)).text()
    expect(page).toContain('不是本人')
    expect(page).not.toContain(person().name)
    const response = await play(bizToken, 'passed')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(
      `http://p1.localhost:3000/w/?task=1&BizToken=${bizToken}#/pages/face`,
    )
    expect(await gateway().faceCheckResult(bizToken)).toEqual({ state: 'passed' })
  })

  it('another person and giving up fail, each with its reason', async () => {
    const other = await start()
    await play(other.bizToken, 'other-person')
    const otherResult = await gateway().faceCheckResult(other.bizToken)
    const left = await start()
    await play(left.bizToken, 'gave-up')
    const leftResult = await gateway().faceCheckResult(left.bizToken)
    expect([otherResult, leftResult]).toEqual([
      { state: 'failed', reason: '与身份证上的照片不是同一个人，请由本人完成刷脸' },
      { state: 'failed', reason: '刷脸没有做完，请重新开始' },
    ])
  })

  it('is decided by the first play', async () => {
    const { bizToken } = await start()
    await play(bizToken, 'other-person')
    await play(bizToken, 'passed')
    expect(await gateway().faceCheckResult(bizToken)).toMatchObject({ state: 'failed' })
  })

  it('cannot be played two hours later, and an unknown token is refused', async () => {
    const { bizToken, url } = await start()
    sandbox.world.clock.setOffset(7_201_000)
    expect((await fetch(url)).status).toBe(404)
    expect((await play(bizToken, 'passed')).status).toBe(404)
    expect(await gateway().faceCheckResult(bizToken)).toEqual({ state: 'pending' })
    sandbox.world.clock.setOffset(0)
    await expect(gateway().faceCheckResult('no-such-token')).rejects.toMatchObject({
      kind: 'rejected',
      code: 'InvalidParameterValue.BizTokenIllegal',
    })
  })

  it('of a wrong rule is refused', async () => {
    const { startFaceCheck } = gateway({ faceRuleId: 'unknown' })
    const input = { name: person().name, idNumber: person().idNumber, redirectUrl: 'http://127.0.0.1/' }
    await expect(startFaceCheck(input)).rejects.toMatchObject({ code: 'InvalidParameter.RuleId' })
  })
})

describe('identity card photos', () => {
  const sample = async (side: IdCardSide, variant = 'good'): Promise<Buffer> => {
    const response = await fetch(
      `${sandbox.url}/sandbox/api/people/p1/id-card/${side}?variant=${variant}&format=jpeg`,
    )
    return Buffer.from(await response.arrayBuffer())
  }
  const recognise = async (side: IdCardSide, variant = 'good') =>
    gateway().recogniseIdCard({ image: await sample(side, variant), side })

  it('the front gives the person’s data', async () => {
    expect(await recognise('front')).toEqual({
      fields: {
        name: person().name,
        sex: '男',
        nation: '汉',
        birth: '1990-03-07',
        address: '北京市东城区样本路1号',
        idNumber: person().idNumber,
      },
      warnings: [],
      quality: 92,
    })
  })

  it('the back gives authority and validity', async () => {
    const year = sandbox.world.clock.now().getUTCFullYear()
    const reading = await recognise('back')
    expect(reading.fields).toEqual({
      authority: '北京市公安局东城分局',
      validFrom: `${year - 2}-03-16`,
      validTo: `${year + 18}-03-16`,
    })
    expect(reading.warnings).toEqual([])
    const expired = await recognise('back', 'expired')
    expect(expired.fields.validTo).toBe(`${year - 1}-03-16`)
  })

  it('a card in a 640 pixel camera frame is read, also when it is held askew', async () => {
    const card = await sharp(await sample('front'))
      .resize(500)
      .rotate(4, { background: '#6b6f75' })
      .toBuffer()
    const frame = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#6b6f75' } })
      .composite([{ input: card, gravity: 'centre' }])
      .jpeg({ quality: 70 })
      .toBuffer()
    const reading = await gateway().recogniseIdCard({ image: frame, side: 'front' })
    expect(reading.fields.idNumber).toBe(person().idNumber)
  })

  it.each([
    ['front', 'border', '-9101'],
    ['front', 'copy', '-9102'],
    ['front', 'screen', '-9103'],
    ['back', 'temporary', '-9104'],
    ['front', 'covered', '-9105'],
    ['front', 'retouched', '-9106'],
    ['back', 'glare', '-9107'],
    ['back', 'bad-date', '-9109'],
    ['front', 'soft', 'LOW_QUALITY'],
    ['front', 'blurred', 'FailedOperation.ImageBlur'],
  ] as const)('the %s photo “%s” is warned of with %s', async (side, variant, code) => {
    const { warnings } = await recognise(side, variant)
    expect(warnings.map((warning) => warning.code)).toEqual([code])
    expect(warnings[0]!.message).toMatch(/请/)
  })

  it('the wrong side, a picture without a card and a broken file are told as warnings', async () => {
    const { recogniseIdCard } = gateway()
    const blank = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#345' } })
      .jpeg()
      .toBuffer()
    const wrongSide = await recogniseIdCard({ image: await sample('back'), side: 'front' })
    expect(wrongSide.warnings).toEqual([
      { code: 'FailedOperation.ImageNoIdCard', message: '没有看到身份证，请把有照片的一面放进框里再拍' },
    ])
    expect(wrongSide.fields).toEqual({})
    const nothing = await recogniseIdCard({ image: blank, side: 'back' })
    expect(nothing.warnings[0]?.code).toBe('FailedOperation.ImageNoIdCard')
    const broken = await recogniseIdCard({ image: Buffer.from('no picture'), side: 'back' })
    expect(broken.warnings[0]?.code).toBe('FailedOperation.ImageDecodeFailed')
  })

  it('a picture over ten megabytes is told as too large', async () => {
    const huge = Buffer.alloc(8 * 1024 * 1024, 7)
    const reading = await gateway({ timeoutMs: 30_000 }).recogniseIdCard({ image: huge, side: 'front' })
    expect(reading.warnings).toEqual([
      { code: 'LimitExceeded.TooLargeFileError', message: '照片太大，请重新拍一张' },
    ])
  })
})

describe('SMS', () => {
  const inbox = (owner: string) =>
    sandbox.world.inbox.list(owner).flatMap((item) => (item.channel === 'sms' ? [item.text] : []))

  it('a code arrives signed at the person’s phone', async () => {
    const { phone } = person('p2')
    const outcome = await gateway().sendSms({ phone, template: 'code', params: ['204518', '5'] })
    expect(outcome.ok).toBe(true)
    expect(inbox('p2')).toEqual([
      '【灵工台】验证码 204518，5 分钟内有效。请勿告诉他人，工作人员不会向您索要。',
    ])
  })

  it.each(Object.keys(smsTemplates) as SmsTemplate[])(
    'the template %s takes the parameters of its event and shows every one',
    async (template) => {
      const params = smsTemplates[template].map((name) => `[${name}]`)
      expect(await gateway().sendSms({ phone: person('p3').phone, template, params })).toMatchObject({
        ok: true,
      })
      for (const param of params) expect(inbox('p3').at(-1)).toContain(param)
    },
  )

  it.each([
    ['13900009901', 'LimitExceeded.PhoneNumberThirtySecondLimit', '短信发得太快了，请 30 秒后再试'],
    ['13900009902', 'LimitExceeded.PhoneNumberOneHourLimit', '这一小时内短信发得太多了，请一小时后再试'],
    ['13900009903', 'LimitExceeded.PhoneNumberDailyLimit', '今天发给这个手机号的短信太多了，请明天再试'],
    [
      '13900009904',
      'FailedOperation.PhoneNumberInBlacklist',
      '这个手机号退订过短信，请换一个手机号，或向运营商恢复接收',
    ],
    ['13900009905', 'FailedOperation.InsufficientBalanceInSmsPackage', '短信暂时发不出去，请稍后再试'],
    ['12345678901', 'InvalidParameterValue.IncorrectPhoneNumber', '手机号有误，请核对后再试'],
  ])('to %s fails with %s, as an outcome and not an exception', async (phone, failed, message) => {
    const outcome = await gateway().sendSms({ phone, template: 'code', params: ['1', '5'] })
    expect(outcome).toEqual({ ok: false, failed, message })
    expect(inbox(phone)).toEqual([])
  })

  it('a wrong signature, an unknown template and a wrong number of parameters are refused', async () => {
    const message = { phone: person('p4').phone, template: 'task-cancelled', params: ['地推'] } as const
    expect(await gateway({ smsSign: '别家' }).sendSms(message)).toMatchObject({
      failed: 'FailedOperation.SignatureIncorrectOrUnapproved',
    })
    const renamed = { smsTemplates: { 'task-cancelled': 'unapproved' } }
    expect(await gateway(renamed).sendSms(message)).toMatchObject({
      failed: 'FailedOperation.TemplateIncorrectOrUnapproved',
    })
    const fewer = { smsTemplates: { 'task-cancelled': 'contract-to-sign' } }
    expect(await gateway(fewer).sendSms(message)).toMatchObject({
      failed: 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate',
    })
    await expect(gateway().sendSms({ ...message, params: [] })).rejects.toThrow(RangeError)
    await expect(gateway({ smsAppId: '1400000000' }).sendSms(message)).rejects.toMatchObject({
      kind: 'rejected',
      code: 'UnauthorizedOperation.SmsSdkAppIdVerifyFail',
    })
    expect(inbox('p4')).toEqual([])
  })
})

describe('signatures and failures', () => {
  it('a wrong key and an unknown key id are refused, without the key or personal data in the error', async () => {
    const secretKey = 'a-key-nobody-may-read'
    const error = await gateway({ secretKey })
      .verifyFourFactor(factors())
      .catch((caught: Error) => caught)
    expect(error).toMatchObject({
      service: 'tencent',
      kind: 'rejected',
      code: 'AuthFailure.SignatureFailure',
    })
    const text = JSON.stringify(error, Object.getOwnPropertyNames(error))
    for (const secret of [secretKey, factors().idNumber, factors().cardNumber])
      expect(text).not.toContain(secret)
    await expect(
      gateway({ secretId: 'AKIDother' }).cardInformation(makeCard('622202')),
    ).rejects.toMatchObject({
      code: 'AuthFailure.SecretIdNotFound',
    })
  })

  it('no answer in time is an unknown outcome; a refused connection is not', async () => {
    const silent = await listen(() => undefined)
    const message = { phone: '13800000000', template: 'code', params: ['1', '5'] } as const
    const slow = gateway({ baseUrl: silent.url, timeoutMs: 200 })
    await expect(slow.sendSms(message)).rejects.toMatchObject({ service: 'tencent', kind: 'timeout' })
    await silent.stop()
    await expect(gateway({ baseUrl: silent.url }).sendSms(message)).rejects.toMatchObject({
      kind: 'unavailable',
    })
  })

  it('a connection that breaks off and a bad gateway leave the outcome unknown', async () => {
    const cut = await listen((request) => request.socket.destroy())
    const message = { phone: '13800000000', template: 'code', params: ['1', '5'] } as const
    await expect(gateway({ baseUrl: cut.url }).sendSms(message)).rejects.toMatchObject({ kind: 'timeout' })
    await cut.stop()
    const broken = await listen((_request, response) => response.writeHead(502).end())
    await expect(gateway({ baseUrl: broken.url }).sendSms(message)).rejects.toMatchObject({ kind: 'timeout' })
    await broken.stop()
  })
})
