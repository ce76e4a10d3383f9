import type { Actor } from '../../actor.ts'
import type { Services } from '../../services.ts'
import { presentFaceCheck, type FaceCheckView } from './face/queries.ts'
import { startFaceCheckFor, type FaceCheckRequest } from './face/start-face-check.ts'

export { accountCreated, faceCheckPassed, workerLoggedIn } from './events.ts'
export { addMember, type NewMember } from './commands/add-member.ts'
export { createOrganisation } from './commands/organisations.ts'
export { recordConsents, missingConsents } from './commands/record-consents.ts'
export { registerIdentity } from './commands/register-identity.ts'
export { consumeStepUp, type StepUpSubject } from './commands/step-up.ts'
export { latestPassedFaceCheck, type FaceCheckView } from './face/queries.ts'
export type { FaceCheckPurpose } from './models/face-check.ts'
export type { AgreementCode } from './models/consent.ts'
export { agreementOf, presentAgreement } from './agreements/agreements.ts'
export { idNumberIndexOf, personalVault, phoneIndexOf } from './personal-data.ts'
export {
  findOrganisationByCreditCode,
  getOrganisation,
  membershipsOf,
  organisationAdmins,
  type OrganisationView,
} from './queries/organisations.ts'
export {
  findVerifiedPerson,
  findWorkerByPhone,
  getAccount,
  getPeople,
  getPerson,
  wechatOf,
  workerAccountOf,
  type AccountView,
  type PersonView,
} from './queries/people.ts'
export { retryOnDuplicate } from './retry-duplicate.ts'
export { consumeSmsCode } from './sms/consume-sms-code.ts'
export { sendSmsCodeTo, type SmsCodeRequest } from './sms/send-sms-code.ts'
export { registerSceneHandler, type SceneDescription } from './wechat/scenes.ts'

/**
 * Begins a face check of a person whose name and ID number are known, for a screen that shows its link as a QR
 * code. When it passes, `face-check.passed` is emitted. Calls an outside service: never inside a command.
 * @throws GatewayError when the service does not answer
 */
export async function startFaceCheck(
  services: Services,
  actor: Actor,
  request: Pick<FaceCheckRequest, 'purpose' | 'subjectId' | 'person'>,
): Promise<FaceCheckView> {
  return presentFaceCheck(services, await startFaceCheckFor(services, actor, request))
}
