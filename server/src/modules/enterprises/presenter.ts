import type { z } from 'zod'
import type { zOnboarding, zOnboardingRow } from '@linggong/shared/api/organisations'
import { onboardingMachine } from '@linggong/shared/states/organisation'
import type { Services } from '../../services.ts'
import { timelineOf } from '../audit/public.ts'
import { fileLink, findFile } from '../files/public.ts'
import { differences, openForm } from './form.ts'
import type { Onboarding } from './models.ts'

const linkTtlMs = 10 * 60_000

export async function presentOnboarding(
  onboarding: Onboarding,
  services: Services,
): Promise<z.output<typeof zOnboarding>> {
  const forms = onboarding.versions.slice(-2).map(({ form }) => openForm(services.vault, form))
  const form = forms.at(-1) ?? null
  const before = forms.length === 2 ? forms[0] : undefined
  const licence = form ? await findFile(form.licenceFileId) : null
  return {
    id: onboarding._id,
    state: onboarding.state,
    form,
    licence: licence
      ? { id: licence._id, url: fileLink(services, licence._id, linkTtlMs), name: licence.name ?? '营业执照' }
      : null,
    rejectReason: onboarding.state === 'rejected' ? (onboarding.versions.at(-1)?.reason ?? null) : null,
    submittedAt: onboarding.submittedAt?.toISOString() ?? null,
    changes: before && form ? differences(before, form) : [],
    timeline: await timelineOf(onboardingMachine, onboarding._id),
  }
}

export function presentOnboardingRow(
  onboarding: Onboarding,
  services: Services,
): z.output<typeof zOnboardingRow> {
  const sealed = onboarding.versions.at(-1)?.form
  return {
    id: onboarding._id,
    name: onboarding.name,
    creditCode: onboarding.creditCode,
    contactName: sealed ? openForm(services.vault, sealed).contactName : '',
    state: onboarding.state,
    submittedAt: onboarding.submittedAt?.toISOString() ?? null,
  }
}
