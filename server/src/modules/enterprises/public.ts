import type { ClientSession } from 'mongoose'
import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { openForm } from './form.ts'
import { EnterpriseModel, type Enterprise } from './models.ts'

export { decideOnboarding } from './commands/decide-onboarding.ts'
export { licencePurpose, submitOnboarding } from './commands/submit-onboarding.ts'
export type { OnboardingForm } from './form.ts'

/** An enterprise with its contact in full: the caller decides what of it may be shown. */
export interface EnterpriseData {
  id: string
  name: string
  creditCode: string
  scenario: string
  formOfWork: string
  contact: { name: string; idNumber: string; phone: string }
}

/** @throws AppError NOT_FOUND */
export async function getEnterprise(
  services: Services,
  id: string,
  session?: ClientSession,
): Promise<EnterpriseData> {
  const enterprise = await EnterpriseModel.findById(id)
    .session(session ?? null)
    .lean<Enterprise>()
  if (!enterprise) throw new AppError('NOT_FOUND')
  const { name, creditCode, scenario, formOfWork } = enterprise
  const { contactName, contactIdNumber, contactPhone } = openForm(services.vault, enterprise.form)
  return {
    id,
    name,
    creditCode,
    scenario,
    formOfWork,
    contact: { name: contactName, idNumber: contactIdNumber, phone: contactPhone },
  }
}
