import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCredentials, makeCard, startSandbox, type Sandbox } from '../src/index.ts'
import { callTc3 } from './support/tc3-call.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({
    memory: true,
    credentials: createCredentials(),
    serverUrl: 'http://127.0.0.1:1',
  })
})
afterAll(() => sandbox.stop())

const card = { BankCard: makeCard('622202') }
const call = (changes: Parameters<typeof callTc3>[4] = {}) =>
  callTc3(sandbox, 'faceid', 'CheckBankCardInformation', card, changes)
const seconds = (ago: number): number => Math.floor(Date.now() / 1_000) - ago

it('a rightly signed call is answered', async () => {
  expect(await call()).toMatchObject({ Result: '0', AccountBank: '工商银行', AccountType: 1 })
  expect(await call({ timestamp: seconds(290) })).toMatchObject({ Result: '0' })
})

it.each([
  ['another key', { secretKey: 'guess' }, 'AuthFailure.SignatureFailure'],
  ['another key id', { secretId: 'AKIDguess' }, 'AuthFailure.SecretIdNotFound'],
  ['another body than was signed', { sentBody: '{"BankCard":"1"}' }, 'AuthFailure.SignatureFailure'],
  ['another host than was signed', { host: 'ocr.tencentcloudapi.com' }, 'AuthFailure.SignatureFailure'],
  ['the credential of another service', { service: 'ocr' }, 'AuthFailure.SignatureFailure'],
  ['the host left out of the signature', { signedHeaders: 'content-type' }, 'AuthFailure.SignatureFailure'],
  ['a signature of another form', { authorization: 'Bearer 1' }, 'AuthFailure.InvalidAuthorization'],
  ['an unknown version', { version: '2020-01-01' }, 'NoSuchVersion'],
])('a call with %s is refused', async (_name, changes, code) => {
  expect(await call(changes)).toMatchObject({ Error: { Code: code } })
})

it('a signature more than five minutes old or ahead has expired', async () => {
  for (const ago of [310, -310])
    expect(await call({ timestamp: seconds(ago) })).toMatchObject({
      Error: { Code: 'AuthFailure.SignatureExpire' },
    })
})

it('the sandbox’s own clock does not make signatures expire', async () => {
  sandbox.world.clock.setOffset(86_400_000)
  expect(await call()).toMatchObject({ Result: '0' })
  sandbox.world.clock.setOffset(0)
})

it('an unknown action and missing parameters are refused by name', async () => {
  expect(await callTc3(sandbox, 'sms', 'Unknown', {})).toMatchObject({ Error: { Code: 'InvalidAction' } })
  expect(await callTc3(sandbox, 'sms', 'SendSms', {})).toMatchObject({
    Error: { Code: 'InvalidParameter', Message: expect.stringContaining('PhoneNumberSet') },
  })
})

it('one SMS call gives every number a status of its own', async () => {
  const { smsAppId, smsSign } = sandbox.world.credentials.tencent
  const answer = await callTc3(sandbox, 'sms', 'SendSms', {
    PhoneNumberSet: ['+8613900000001', '13900009904', '+85251234567'],
    SmsSdkAppId: smsAppId,
    SignName: smsSign,
    TemplateId: 'task-cancelled',
    TemplateParamSet: ['地推'],
  })
  expect(answer['SendStatusSet']).toMatchObject([
    { PhoneNumber: '+8613900000001', Code: 'Ok' },
    { PhoneNumber: '+8613900009904', Code: 'FailedOperation.PhoneNumberInBlacklist', SerialNo: '' },
    { PhoneNumber: '+85251234567', Code: 'InvalidParameterValue.IncorrectPhoneNumber' },
  ])
})
