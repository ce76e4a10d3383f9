import { changePassword, registerConsole } from '@linggong/shared/api/console-identity'
import { sendSmsCode } from '@linggong/shared/api/public'
import { addCard, agreeAndRegister, verifyIdentity } from '@linggong/shared/api/worker-registration'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  consentsTo,
  loginConsents,
  loginWorkerBySms,
  newIdNumber,
  newPhone,
  smsCodeOn,
} from '../../../test/factories/identity.ts'
import { newCardNumber } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { addMember, createOrganisation } from './public.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** Everything the database holds, as text. */
async function dump(): Promise<string> {
  const { db } = mongoose.connection
  const names = (await db?.listCollections().toArray())?.map(({ name }) => name) ?? []
  const parts: string[] = []
  for (const name of names) parts.push(JSON.stringify(await db?.collection(name).find().toArray()))
  return parts.join('\n')
}

it('phones, names, ID and card numbers, codes, tokens and passwords are readable neither in the database nor in the logs', async () => {
  const worker = { name: '诸葛青云', idNumber: newIdNumber(), cardNumber: newCardNumber(), phone: newPhone() }
  const login = await loginWorkerBySms(server, worker.phone)
  if (login.next !== 'signed-in') throw new Error('the worker is not signed in')
  await server.call(verifyIdentity, { body: worker }, login.token)
  const consents = consentsTo('registration', 'payment', 'tax')
  await server.call(agreeAndRegister, { body: { consents } }, login.token)
  const secondCard = newCardNumber()
  await server.call(addCard, { body: { cardNumber: secondCard, phone: worker.phone } }, login.token)

  const [phone, memberPhone] = [newPhone(), newPhone()]
  const passwords = ['Readable-Pass-1', 'Readable-Pass-2'] as const
  await server.call(sendSmsCode, { body: { phone, purpose: 'console-register' } })
  const registration = {
    phone,
    code: smsCodeOn(server, phone),
    password: passwords[0],
    consents: loginConsents(),
  }
  const session = await server.call(registerConsole, { body: registration })
  await server.call(changePassword, { body: { current: passwords[0], password: passwords[1] } }, session)
  await runCommand(server.services, systemActor('test'), async (c) => {
    const organisation = {
      kind: 'provider' as const,
      name: '北山财税服务有限公司',
      creditCode: '91110105MA00000000',
    }
    const organisationId = await createOrganisation(c, organisation)
    await addMember(c, { organisationId, phone: memberPhone, name: '上官云霞', role: 'administrator' })
  })
  await server.drain()

  const secrets = [
    ...Object.values(worker),
    ...passwords,
    secondCard,
    phone,
    memberPhone,
    '上官云霞',
    login.token,
    session.token,
    Buffer.from(worker.idNumber).toString('base64'),
    Buffer.from(worker.name).toString('base64'),
  ]
  const kept = await dump()
  const logged = server.logs.join('\n')
  expect(kept).toContain('北山财税服务有限公司')
  expect(logged).toContain('/api/worker/registration/identity')
  for (const secret of secrets) {
    expect(kept).not.toContain(secret)
    expect(logged).not.toContain(secret)
  }
  expect(logged).not.toContain(registration.code)
})
