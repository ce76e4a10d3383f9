import { registrationMachine } from '@linggong/shared/states/registration'
import { startOfDay } from '@linggong/shared/time'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { workerRegistered } from '../events.ts'
import { CaptureSessionModel, type CaptureSession } from '../models/capture-session.ts'
import { RegistrationModel, type IdCardPhotos } from '../models/registration.ts'
import { assertReached, loadRegistration } from './load-registration.ts'

export const idCardReminderDue = 'workers.id-card-expiring'

const noticeMs = 30 * 24 * 60 * 60_000

/** @throws AppError NOT_FOUND, CAPTURE_SESSION_CLOSED, REGISTRATION_STEP while a side is missing */
function photosOf(session: CaptureSession | null, accountId: string): IdCardPhotos {
  if (!session || session.accountId !== accountId) throw new AppError('NOT_FOUND')
  if (session.closedAt) throw new AppError('CAPTURE_SESSION_CLOSED')
  const { _id, front, back, validTo } = session
  if (!front || !back) throw new AppError('REGISTRATION_STEP', { step: '拍摄身份证正反两面' })
  return {
    captureSessionId: _id,
    frontFileId: front.fileId,
    backFileId: back.fileId,
    validTo: validTo === 'long-term' ? null : validTo,
  }
}

/** Asks for a reminder 30 days before the card ends; a renewed card has a date, and so a reminder, of its own. */
function remind(c: CommandContext, personId: string, validTo: string | null): void {
  if (!validTo) return
  const dueAt = new Date(startOfDay(validTo).getTime() - noticeMs)
  c.due({ kind: idCardReminderDue, key: `${personId}:${validTo}`, dueAt, payload: { personId, validTo } })
}

/**
 * Both photos were looked at: the registration is done. After that it exchanges the photos of a renewed card. The
 * photos were taken in time, so looking at them may take longer than the session.
 * @throws AppError NOT_FOUND, CAPTURE_SESSION_CLOSED, REGISTRATION_STEP
 */
export async function finishRegistration(c: CommandContext, captureSessionId: string): Promise<void> {
  const registration = await loadRegistration(c)
  assertReached(registration.state, ['card', 'photos', 'done'])
  const session = await CaptureSessionModel.findById(captureSessionId).session(c.session)
  const idCard = photosOf(session, registration._id)
  const { _id: accountId, personId, state } = registration
  if (!personId || !session) throw new AppError('REGISTRATION_STEP', { step: '实名认证' })

  session.set({ closedAt: c.now })
  await session.save({ session: c.session })
  registration.set({ idCard })
  remind(c, personId, idCard.validTo)
  if (state === 'done') {
    await registration.save({ session: c.session })
    c.audit({
      action: 'registration.renew-photos',
      subject: { type: 'registration', id: accountId },
      after: { validTo: idCard.validTo },
    })
    return
  }
  registration.set({ doneAt: c.now })
  await transition(RegistrationModel, registration, registrationMachine, 'finish', c)
  c.emit(workerRegistered({ personId, accountId }))
}
