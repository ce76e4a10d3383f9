import type { Actor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { publicId } from '../../../ids.ts'
import type { Services } from '../../../services.ts'
import {
  FaceCheckModel,
  type FaceCheck,
  type FaceCheckPurpose,
  type FaceLogin,
} from '../models/face-check.ts'
import { seal, sealedFields } from '../personal-data.ts'
import { facePollDue, pollEveryMs } from './refresh-face-check.ts'

/** A face check can be done for half an hour (the service's own page lives 2 hours). */
const ttlMs = 30 * 60_000

export interface FaceCheckRequest {
  purpose: FaceCheckPurpose
  subjectId: string
  person: { name: string; idNumber: string }
  login?: FaceLogin
  /** Origin that the phone is sent to and comes back to; PUBLIC_URL by default. */
  origin?: string
}

/** The address the phone opens, shown as a QR code on the computer. */
export function phoneUrlOf(services: Services, check: Pick<FaceCheck, 'linkToken' | 'returnOrigin'>): string {
  return `${check.returnOrigin ?? services.config.publicUrl}/f/${check.linkToken}`
}

/**
 * Begins a face check against a known identity. Calls an outside service: never inside a command.
 * @throws GatewayError when the service does not answer
 */
export async function startFaceCheckFor(
  services: Services,
  actor: Actor,
  request: FaceCheckRequest,
): Promise<FaceCheck> {
  const { purpose, subjectId, person, login, origin } = request
  const linkToken = publicId()
  const returnOrigin = origin ?? null
  const { bizToken, url } = await services.gateways.tencent.startFaceCheck({
    ...person,
    redirectUrl: `${phoneUrlOf(services, { linkToken, returnOrigin })}/done`,
  })
  return runCommand(services, actor, async (c) => {
    const [check] = await FaceCheckModel.create(
      [
        {
          purpose,
          subjectId,
          linkToken,
          bizToken,
          url,
          name: seal(sealedFields.faceName, person.name),
          idNumber: seal(sealedFields.faceIdNumber, person.idNumber),
          requestedBy: actor.kind === 'worker' || actor.kind === 'console' ? actor.accountId : null,
          organisationId: actor.kind === 'console' ? (actor.membership?.organisationId ?? null) : null,
          login: login ?? null,
          returnOrigin,
          expiresAt: new Date(c.now.getTime() + ttlMs),
        },
      ],
      { session: c.session },
    )
    if (!check) throw new Error('the face check was not stored')
    c.due({
      kind: facePollDue,
      key: check._id,
      dueAt: new Date(c.now.getTime() + pollEveryMs),
      payload: { faceCheckId: check._id },
    })
    c.audit({
      action: 'face-check.start',
      subject: { type: 'face-check', id: check._id },
      after: { purpose, subjectId },
    })
    return check.toObject()
  })
}
