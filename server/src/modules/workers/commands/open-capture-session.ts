import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { CaptureSessionModel } from '../models/capture-session.ts'
import { assertReached, loadRegistration } from './load-registration.ts'

/** Time for photographing both sides, in ms. */
const captureMs = 10 * 60_000

/** Opens a capture session; an earlier one of the account ends. Later on it renews the photos of a new card. */
export async function openCaptureSession(c: CommandContext): Promise<{ id: string; expiresAt: Date }> {
  const registration = await loadRegistration(c)
  assertReached(registration.state, ['card', 'photos', 'done'])
  const { _id: accountId, personId } = registration
  if (!personId) throw new AppError('REGISTRATION_STEP', { step: '实名认证' })

  await CaptureSessionModel.updateMany(
    { accountId, closedAt: null },
    { $set: { closedAt: c.now } },
    { session: c.session },
  )
  const expiresAt = new Date(c.now.getTime() + captureMs)
  const [opened] = await CaptureSessionModel.create([{ accountId, personId, expiresAt }], {
    session: c.session,
  })
  if (!opened) throw new Error('the capture session was not stored')
  c.audit({
    action: 'capture.open',
    subject: { type: 'registration', id: accountId },
    after: { captureSessionId: opened._id },
  })
  return { id: opened._id, expiresAt }
}
