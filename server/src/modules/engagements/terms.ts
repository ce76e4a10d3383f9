import { dayOf, termEnd } from '@linggong/shared/time'
import { plainYuan } from '@linggong/shared/money'
import type { CommandContext } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { createEnvelope } from '../contracts/public.ts'
import { getEnterprise } from '../enterprises/public.ts'
import { getProvider } from '../providers/public.ts'
import type { Engagement, Terms } from './models.ts'

const signingDays = 30

/**
 * The terms of a service item as they are now.
 * @throws AppError NOT_FOUND, BAD_REQUEST when the category is not the item's
 */
export async function termsOf(
  c: CommandContext,
  choice: { providerId: string; serviceItemId: string; invoiceCategory: string },
): Promise<Terms & { providerName: string }> {
  const provider = await getProvider(choice.providerId, c.session)
  const item = provider.serviceItems.find(({ _id }) => _id === choice.serviceItemId)
  if (!item) throw new AppError('NOT_FOUND')
  if (item.invoiceCategory !== choice.invoiceCategory) {
    throw new AppError(
      'BAD_REQUEST',
      { reason: `该服务项的发票类目是“${item.invoiceCategory}”，请重新选择` },
      'body.invoiceCategory',
    )
  }
  return {
    providerName: provider.name,
    serviceItemId: item._id,
    serviceItemName: item.name,
    invoiceCategory: item.invoiceCategory,
    feeRate: item.feeRate,
    invoiceCutoffDay: item.invoiceCutoffDay,
    minimumInvoice: item.minimumInvoice,
  }
}

/** Makes the contract of an engagement: one year from today. Answers what the engagement keeps of it. */
export async function startContract(
  c: CommandContext,
  engagement: Engagement,
): Promise<Pick<Engagement, 'envelopeId' | 'termFrom' | 'termTo'>> {
  const [enterprise, provider] = [
    await getEnterprise(c.services, engagement.enterpriseId, c.session),
    await getProvider(engagement.providerId, c.session),
  ]
  const termFrom = dayOf(c.now)
  const termTo = termEnd(termFrom, 1)
  const envelopeId = await createEnvelope(c, {
    kind: 'enterprise-provider',
    providerId: engagement.providerId,
    engagementId: engagement._id,
    enterpriseId: engagement.enterpriseId,
    termFrom,
    termTo,
    deadlineAt: new Date(c.now.getTime() + signingDays * 86_400_000),
    parties: [
      { role: 'enterprise', organisationId: enterprise.id, name: enterprise.name, proof: ['face', 'sms'] },
      { role: 'provider', organisationId: provider._id, name: provider.name, proof: [] },
    ],
    variables: {
      enterpriseName: enterprise.name,
      enterpriseCreditCode: enterprise.creditCode,
      contactName: enterprise.contact.name,
      contactPhone: enterprise.contact.phone,
      providerName: provider.name,
      providerCreditCode: provider.creditCode,
      serviceItem: engagement.serviceItemName,
      invoiceCategory: engagement.invoiceCategory,
      feeRate: `${engagement.feeRate / 100}%`,
      invoiceCutoffDay: String(engagement.invoiceCutoffDay),
      minimumInvoice: `人民币 ${plainYuan(engagement.minimumInvoice)} 元`,
      scenario: engagement.scenario,
      formOfWork: engagement.formOfWork,
    },
  })
  return { envelopeId, termFrom, termTo }
}
