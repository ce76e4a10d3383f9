import {
  approveOnboarding,
  getOnboarding,
  getOnboardingForReview,
  getSeal,
  listOnboardings,
  openSeal,
  rejectOnboarding,
  submitOnboarding as submitEndpoint,
  uploadLicence,
} from '@linggong/shared/api/organisations'
import { maskIdNumber, maskPhone } from '@linggong/shared/rules/mask'
import { asConsole, asMember } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { route } from '../../http/route.ts'
import { contentTypes, fileLink, storeFile } from '../files/public.ts'
import { startFaceCheck } from '../identity/public.ts'
import { sealOf } from '../providers/public.ts'
import { decideOnboarding } from './commands/decide-onboarding.ts'
import { licencePurpose, submitOnboarding } from './commands/submit-onboarding.ts'
import { OnboardingModel, type Onboarding } from './models.ts'
import { presentOnboarding, presentOnboardingRow } from './presenter.ts'
import { getEnterprise } from './public.ts'
import { onboardingOf, onboardingsForReview } from './queries/onboardings.ts'

const linkTtlMs = 10 * 60_000

export const routes = [
  route(
    uploadLicence,
    async ({ file, actor, services }) => {
      if (!file) throw new AppError('FILE_EMPTY')
      const owner = { type: 'account', id: asConsole(actor).accountId }
      const stored = await runCommand(services, actor, (c) =>
        storeFile(c, {
          purpose: licencePurpose,
          owner,
          content: file.content,
          contentType: contentTypes[file.kind],
          name: file.name,
        }),
      )
      return { id: stored._id, url: fileLink(services, stored._id, linkTtlMs), name: file.name }
    },
    { limit: 'upload' },
  ),
  route(getOnboarding, async ({ actor, services }) => {
    const onboarding = await onboardingOf(asConsole(actor))
    return onboarding ? presentOnboarding(onboarding, services) : null
  }),
  route(submitEndpoint, async ({ body, actor, services }) => {
    const { accountId, membership } = asConsole(actor)
    if (membership) throw new AppError('FORBIDDEN')
    const onboarding = await runCommand(services, actor, (c) =>
      submitOnboarding(c, { accountId, form: body }),
    )
    return presentOnboarding(onboarding, services)
  }),
  route(listOnboardings, async ({ query, services }) => {
    const { onboardings, total } = await onboardingsForReview(query)
    return { rows: onboardings.map((row) => presentOnboardingRow(row, services)), total }
  }),
  route(getOnboardingForReview, async ({ params, query, actor, services }) => {
    const onboarding = await OnboardingModel.findOne({
      _id: params.id,
      state: { $ne: 'draft' },
    }).lean<Onboarding>()
    if (!onboarding) throw new AppError('NOT_FOUND')
    const presented = await presentOnboarding(onboarding, services)
    if (!presented.form) throw new AppError('NOT_FOUND')
    const { reveal } = query
    if (reveal) {
      await runCommand(services, actor, async (c) =>
        c.audit({
          action: 'onboarding.reveal',
          subject: { type: 'onboarding', id: onboarding._id },
          reason: reveal,
          personalDataSeen: ['contactIdNumber', 'contactPhone'],
        }),
      )
      return { ...presented, form: presented.form }
    }
    const { contactIdNumber, contactPhone } = presented.form
    return {
      ...presented,
      form: {
        ...presented.form,
        contactIdNumber: maskIdNumber(contactIdNumber),
        contactPhone: maskPhone(contactPhone),
      },
    }
  }),
  route(approveOnboarding, async ({ params, actor, services }) => {
    await runCommand(services, actor, (c) => decideOnboarding(c, { id: params.id, decision: 'approve' }))
    return {}
  }),
  route(rejectOnboarding, async ({ params, body, actor, services }) => {
    await runCommand(services, actor, (c) =>
      decideOnboarding(c, { id: params.id, decision: 'reject', reason: body.reason }),
    )
    return {}
  }),
  route(getSeal, async ({ actor, services }) => {
    const { organisationId } = asMember(actor).membership
    const [seal, { contact }] = await Promise.all([
      sealOf(organisationId),
      getEnterprise(services, organisationId),
    ])
    return {
      opened: seal !== null,
      openedAt: seal?.createdAt.toISOString() ?? null,
      contactName: contact.name,
      contactPhone: maskPhone(contact.phone),
      imageUrl: seal ? fileLink(services, seal.imageFileId, linkTtlMs) : null,
    }
  }),
  route(openSeal, async ({ actor, services }) => {
    const { organisationId } = asMember(actor).membership
    const { contact } = await getEnterprise(services, organisationId)
    return startFaceCheck(services, actor, {
      purpose: 'seal',
      subjectId: organisationId,
      person: { name: contact.name, idNumber: contact.idNumber },
    })
  }),
]
