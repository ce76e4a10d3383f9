import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import {
  decideOnboarding,
  licencePurpose,
  submitOnboarding,
  type OnboardingForm,
} from '../../src/modules/enterprises/public.ts'
import { storeFile } from '../../src/modules/files/public.ts'
import type { TestServer } from '../harness.ts'
import {
  createConsoleAccount,
  newCreditCode,
  newIdNumber,
  newPhone,
  nextSerial,
  type ConsoleAccount,
  type OrganisationAccount,
} from './identity.ts'

/** A filled-in onboarding form with a licence that the account uploaded. */
export async function onboardingForm(
  server: TestServer,
  account: ConsoleAccount,
  input: Partial<OnboardingForm> = {},
): Promise<OnboardingForm> {
  const licence = await storeFile(server.services, {
    purpose: licencePurpose,
    owner: { type: 'account', id: account.accountId },
    content: Buffer.from('licence'),
    contentType: 'image/jpeg',
    name: '营业执照.jpg',
  })
  return {
    name: `远山第${nextSerial()}配送有限公司`,
    creditCode: newCreditCode(),
    legalPersonName: '郑国强',
    address: '广东省深圳市南山区科苑路 8 号',
    contactName: '陈联系',
    contactIdNumber: newIdNumber(),
    contactPhone: newPhone(),
    scenario: '同城即时配送高峰期的取送件',
    formOfWork: '按单承接',
    licenceFileId: licence._id,
    ...input,
  }
}

/** An approved enterprise with its signed-in administrator. */
export async function createEnterprise(
  server: TestServer,
  input: Partial<OnboardingForm> = {},
): Promise<OrganisationAccount & { form: OnboardingForm }> {
  const account = await createConsoleAccount(server)
  const form = await onboardingForm(server, account, input)
  const { services } = server
  const onboarding = await runCommand(services, systemActor('factory'), (c) =>
    submitOnboarding(c, { accountId: account.accountId, form }),
  )
  const organisationId = await runCommand(services, systemActor('factory'), (c) =>
    decideOnboarding(c, { id: onboarding._id, decision: 'approve' }),
  )
  if (!organisationId) throw new Error('the enterprise was not approved')
  return { ...account, organisationId, name: form.name, creditCode: form.creditCode, form }
}
