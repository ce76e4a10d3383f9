import type { z } from 'zod'
import type { zOnboardingForm } from '@linggong/shared/api/organisations'
import type { Sealed, Vault } from '../../database/vault.ts'

export type OnboardingForm = z.output<typeof zOnboardingForm>

export const formField = 'onboardings.form'

/** The form holds people's names, numbers and phones: it lies encrypted as a whole. */
export function sealForm(vault: Vault, form: OnboardingForm): Sealed {
  return vault.encryptField(formField, JSON.stringify(form))
}

export function openForm(vault: Vault, sealed: Sealed): OnboardingForm {
  return JSON.parse(vault.decryptField(formField, sealed)) as OnboardingForm
}

const labels: Record<keyof OnboardingForm, string> = {
  name: '企业名称',
  creditCode: '统一社会信用代码',
  legalPersonName: '法定代表人',
  address: '注册地址',
  contactName: '联系人',
  contactIdNumber: '联系人身份证号',
  contactPhone: '联系人手机号',
  scenario: '用工场景',
  formOfWork: '用工形式',
  licenceFileId: '营业执照',
}

/** What changed between two versions, for the reviewer; personal fields say only that they changed. */
export function differences(
  before: OnboardingForm,
  after: OnboardingForm,
): { label: string; before: string; after: string }[] {
  const hidden = new Set<keyof OnboardingForm>(['contactIdNumber', 'contactPhone', 'licenceFileId'])
  return (Object.keys(labels) as (keyof OnboardingForm)[])
    .filter((key) => before[key] !== after[key])
    .map((key) => ({
      label: labels[key],
      before: hidden.has(key) ? '（原内容）' : before[key],
      after: hidden.has(key) ? '（已更换）' : after[key],
    }))
}
