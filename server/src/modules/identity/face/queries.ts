import type { z } from 'zod'
import type { zFaceCheck } from '@linggong/shared/api/public'
import type { ClientSession } from 'mongoose'
import type { ConsoleActor } from '../../../actor.ts'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { FaceCheckModel, type FaceCheck, type FaceCheckPurpose } from '../models/face-check.ts'
import { phoneUrlOf } from './start-face-check.ts'

export type FaceCheckView = z.output<typeof zFaceCheck>

export function presentFaceCheck(services: Services, check: FaceCheck): FaceCheckView {
  const { _id, state, reason, expiresAt } = check
  const over = state === 'pending' && expiresAt <= services.clock.now()
  return {
    id: _id,
    state: over ? 'expired' : state,
    reason,
    phoneUrl: phoneUrlOf(services, check),
    expiresAt: expiresAt.toISOString(),
  }
}

/** A face check that this account or its organisation asked for. @throws AppError NOT_FOUND */
export async function faceCheckFor(actor: ConsoleActor, id: string): Promise<FaceCheck> {
  const check = await FaceCheckModel.findById(id).lean<FaceCheck>()
  const organisationId = actor.membership?.organisationId
  const own =
    check?.requestedBy === actor.accountId || (organisationId && check?.organisationId === organisationId)
  if (!check || !own) throw new AppError('NOT_FOUND')
  return check
}

/** The newest face check for this purpose and subject that passed at or after `since`. */
export async function latestPassedFaceCheck(
  input: { purpose: FaceCheckPurpose; subjectId: string; since: Date },
  session?: ClientSession,
): Promise<{ id: string; passedAt: Date } | null> {
  const { purpose, subjectId, since } = input
  const check = await FaceCheckModel.findOne({
    purpose,
    subjectId,
    state: 'passed',
    passedAt: { $gte: since },
  })
    .sort({ passedAt: -1 })
    .session(session ?? null)
    .lean<FaceCheck>()
  return check?.passedAt ? { id: check._id, passedAt: check.passedAt } : null
}
