import { systemActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import { RetryLater } from '../../../jobs/registry.ts'
import type { Services } from '../../../services.ts'
import { faceCheckPassed } from '../events.ts'
import { FaceCheckModel, type FaceCheck } from '../models/face-check.ts'

export const facePollDue = 'identity.face-check'
export const pollEveryMs = 30_000

type Outcome = { state: 'passed' | 'failed' | 'expired'; reason: string | null }

/** Applies what became of a face check; only the first answer counts. */
async function applyOutcome(c: CommandContext, faceCheckId: string, outcome: Outcome): Promise<void> {
  const { state, reason } = outcome
  const changed = await FaceCheckModel.findOneAndUpdate(
    { _id: faceCheckId, state: 'pending' },
    { $set: { state, reason, ...(state === 'passed' ? { passedAt: c.now } : {}) } },
    { session: c.session },
  ).lean<FaceCheck>()
  if (!changed) return
  c.audit({
    action: `face-check.${state}`,
    subject: { type: 'face-check', id: faceCheckId },
    after: { purpose: changed.purpose, subjectId: changed.subjectId },
  })
  if (state === 'passed') {
    c.emit(faceCheckPassed({ faceCheckId, purpose: changed.purpose, subjectId: changed.subjectId }))
  }
}

async function outcomeOf(services: Services, check: FaceCheck): Promise<Outcome | null> {
  const { state, reason } = await services.gateways.tencent.faceCheckResult(check.bizToken)
  if (state !== 'pending') return { state, reason: reason ?? null }
  if (check.expiresAt > services.clock.now()) return null
  return { state: 'expired', reason: '二维码已过期，请重新开始' }
}

/** Asks the service for the result of a pending face check and applies it. Never inside a command. */
export async function refreshFaceCheck(services: Services, check: FaceCheck): Promise<FaceCheck> {
  if (check.state !== 'pending') return check
  const outcome = await outcomeOf(services, check)
  if (!outcome) return check
  await runCommand(services, systemActor('face-check'), (c) => applyOutcome(c, check._id, outcome))
  return (await FaceCheckModel.findById(check._id).lean<FaceCheck>()) ?? check
}

/** Follows a face check whose person did not come back to our page. */
export async function pollFaceCheck(services: Services, payload: { faceCheckId: string }): Promise<void> {
  const check = await FaceCheckModel.findById(payload.faceCheckId).lean<FaceCheck>()
  if (!check) return
  if ((await refreshFaceCheck(services, check)).state === 'pending') throw new RetryLater(pollEveryMs)
}
