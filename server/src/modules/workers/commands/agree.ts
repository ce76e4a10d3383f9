import { registrationMachine } from '@linggong/shared/states/registration'
import { asWorker } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { recordConsents, type AgreementCode } from '../../identity/public.ts'
import { RegistrationModel } from '../models/registration.ts'
import { loadRegistration, personOfCaller } from './load-registration.ts'

/** What 同意并注册 agrees to. */
export const registrationAgreements: readonly AgreementCode[] = ['registration', 'payment', 'tax']

/**
 * 同意并注册 on the page that shows the verified identity. Whoever was verified earlier comes straight here.
 * @throws AppError STATE_CONFLICT, CONSENT_REQUIRED
 */
export async function agree(
  c: CommandContext,
  consents: readonly { code: AgreementCode; version: string }[],
): Promise<void> {
  const { accountId } = asWorker(c.actor)
  const registration = await loadRegistration(c)
  const personId = await personOfCaller(c)
  if (registration.state === 'started' && personId) {
    registration.set({ personId })
    await transition(RegistrationModel, registration, registrationMachine, 'identify', c)
  }
  registration.set({ agreedAt: c.now })
  await transition(RegistrationModel, registration, registrationMachine, 'agree', c)
  await recordConsents(c, { accountId, consents, required: registrationAgreements })
}
