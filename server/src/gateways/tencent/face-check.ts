import { callTencent } from './call-tencent.ts'
import { faceFailures, otherFaceFailure } from './face-results.ts'
import type { FaceidClient } from './four-factor.ts'
import { GatewayError } from '../gateway-error.ts'
import type { FaceCheckOutcome, FaceCheckStart } from './port.ts'

const textOnly = '1'
const lowestSimilarity = 70

/** Begins a face check of the given person; the page returns to `redirectUrl` with BizToken in its query. */
export async function startFaceCheck(
  client: FaceidClient,
  ruleId: string,
  input: { name: string; idNumber: string; redirectUrl: string; extra?: string },
): Promise<FaceCheckStart> {
  const answer = await callTencent('DetectAuth', () =>
    client.DetectAuth({
      RuleId: ruleId,
      Name: input.name,
      IdCard: input.idNumber.toUpperCase(),
      RedirectUrl: input.redirectUrl,
      ...(input.extra === undefined ? {} : { Extra: input.extra }),
    }),
  )
  if (!answer.BizToken || !answer.Url)
    throw new GatewayError('tencent', 'timeout', 'DetectAuth: empty answer')
  return { bizToken: answer.BizToken, url: answer.Url }
}

/**
 * Result of a face check. Passed only if the final code, liveness and comparison are all 0 and the similarity is
 * at least 70 (the service's own threshold).
 */
export async function faceCheckResult(
  client: FaceidClient,
  ruleId: string,
  bizToken: string,
): Promise<FaceCheckOutcome> {
  const answer = await callTencent('GetDetectInfoEnhanced', () =>
    client.GetDetectInfoEnhanced({ BizToken: bizToken, RuleId: ruleId, InfoType: textOnly }),
  )
  const text = answer.Text
  const code = text?.ErrCode
  if (text === undefined || text === null || code === undefined || code === null) return { state: 'pending' }
  if (code !== 0) return { state: 'failed', reason: faceFailures[code] ?? otherFaceFailure }
  const same = text.LiveStatus === 0 && text.Comparestatus === 0 && Number(text.Sim) >= lowestSimilarity
  return same ? { state: 'passed' } : { state: 'failed', reason: faceFailures[2016] ?? otherFaceFailure }
}
