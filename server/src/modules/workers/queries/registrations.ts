import type { ClientSession } from 'mongoose'
import { asWorker, type Actor } from '../../../actor.ts'
import { AppError } from '../../../errors.ts'
import { findVerifiedPerson, findWorkerByPhone } from '../../identity/public.ts'
import { RegistrationModel, type Registration, type RegistrationState } from '../models/registration.ts'

export interface RegistrationView {
  accountId: string
  personId: string | null
  state: RegistrationState
  doneAt: Date | null
}

function view({ _id, personId, state, doneAt }: Registration): RegistrationView {
  return { accountId: _id, personId, state, doneAt }
}

/** How far a person or a worker account is registered; null when the account has not begun. */
export async function registrationOf(
  personOrAccountId: string,
  session?: ClientSession,
): Promise<RegistrationView | null> {
  const row = await RegistrationModel.findOne({
    $or: [{ _id: personOrAccountId }, { personId: personOrAccountId }],
  })
    .session(session ?? null)
    .lean<Registration>()
  return row ? view(row) : null
}

/** States of several persons; those who have not begun are missing. */
export async function registrationsOf(personIds: readonly string[]): Promise<Map<string, RegistrationView>> {
  const rows = await RegistrationModel.find({ personId: { $in: personIds } }).lean<Registration[]>()
  return new Map(rows.flatMap((row) => (row.personId ? [[row.personId, view(row)] as const] : [])))
}

/**
 * The person of a worker whose registration is done; `action` completes "请先完成注册，再…".
 * @throws AppError UNAUTHENTICATED, REGISTRATION_INCOMPLETE
 */
export async function requireRegistered(
  actor: Actor,
  action = '继续',
  session?: ClientSession,
): Promise<string> {
  const { accountId } = asWorker(actor)
  const registration = await registrationOf(accountId, session)
  if (registration?.state !== 'done' || !registration.personId)
    throw new AppError('REGISTRATION_INCOMPLETE', { action })
  return registration.personId
}

/**
 * Whether a payee is a registered worker whose name, ID number and phone agree. It is never said which of them
 * another person has.
 */
export async function checkPayee(
  input: { name: string; idNumber: string; phone: string },
  session?: ClientSession,
): Promise<{ ok: true; personId: string } | { ok: false; reason: 'not-registered' | 'mismatch' }> {
  const person = await findVerifiedPerson({ idNumber: input.idNumber }, session)
  const worker = await findWorkerByPhone(input.phone, session)
  if (!person && !worker?.personId) return { ok: false, reason: 'not-registered' }
  const agrees = person !== null && worker?.personId === person.id && person.name === input.name.trim()
  if (!agrees) return { ok: false, reason: 'mismatch' }
  const registration = await registrationOf(person.id, session)
  return registration?.state === 'done'
    ? { ok: true, personId: person.id }
    : { ok: false, reason: 'not-registered' }
}
