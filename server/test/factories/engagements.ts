import {
  applyEngagement,
  approveEngagement,
  openSubLedger,
  proveContact,
  signEngagement,
  getEngagement,
  listSubLedgers,
} from '@linggong/shared/api/engagements'
import { openSeal } from '@linggong/shared/api/organisations'
import type { TestServer } from '../harness.ts'
import { createEnterprise } from './enterprises.ts'
import { createStepUp, playFaceCheck, type OrganisationAccount } from './identity.ts'
import { createProvider, type ProviderAccount } from './providers.ts'

export interface Parties {
  enterprise: OrganisationAccount
  provider: ProviderAccount
}

export interface EngagementOf extends Parties {
  engagementId: string
}

/** What an enterprise sends to apply for a provider's only service item. */
export function application(provider: ProviderAccount) {
  return {
    providerId: provider.organisationId,
    serviceItemId: provider.serviceItemId,
    invoiceCategory: '现代服务' as const,
    operatingModel: 'participation' as const,
  }
}

/** An application that the provider has not decided. */
export async function createApplication(
  server: TestServer,
  given: Partial<Parties> = {},
): Promise<EngagementOf> {
  const enterprise = given.enterprise ?? (await createEnterprise(server))
  const provider = given.provider ?? (await createProvider(server))
  const { id } = await server.call(applyEngagement, { body: application(provider) }, enterprise)
  return { enterprise, provider, engagementId: id }
}

/** An engagement whose contract waits for the enterprise's signature. */
export async function createSigningEngagement(
  server: TestServer,
  given: Partial<Parties> = {},
): Promise<EngagementOf & { envelopeId: string }> {
  const made = await createApplication(server, given)
  await server.call(approveEngagement, { params: { id: made.engagementId } }, made.provider)
  await server.drain()
  const { envelopeId } = await server.call(
    getEngagement,
    { params: { id: made.engagementId } },
    made.enterprise,
  )
  return { ...made, envelopeId: envelopeId ?? '' }
}

/** Opens the enterprise's seal and proves its contact, both by face. */
export async function provePresence(
  server: TestServer,
  { enterprise, engagementId }: EngagementOf,
): Promise<void> {
  await playFaceCheck(server, (await server.call(openSeal, {}, enterprise)).phoneUrl)
  await playFaceCheck(
    server,
    (await server.call(proveContact, { params: { id: engagementId } }, enterprise)).phoneUrl,
  )
  await server.drain()
}

/** A project: an active engagement, its contract signed by both sides through the front door. */
export async function createEngagement(
  server: TestServer,
  given: Partial<Parties> = {},
): Promise<EngagementOf & { envelopeId: string }> {
  const made = await createSigningEngagement(server, given)
  await provePresence(server, made)
  const { engagementId, envelopeId, enterprise } = made
  const body = await createStepUp(server, enterprise, {
    operation: 'contract.sign',
    subjectId: envelopeId,
    digest: envelopeId,
  })
  await server.call(signEngagement, { params: { id: engagementId }, body }, enterprise)
  await server.drain()
  return made
}

/** A project with an open sub-ledger and the money in it that was transferred. */
export async function createFundedEngagement(
  server: TestServer,
  given: Partial<Parties> & { amountFen?: number } = {},
): Promise<
  EngagementOf & {
    subLedgerId: string
    accountNo: string
    boundAccount: { name: string; number: string; bankName: string }
  }
> {
  const made = await createEngagement(server, given)
  const boundAccount = {
    name: made.enterprise.name,
    number: '6225880188880001',
    bankName: '招商银行深圳分行',
  }
  const { id: subLedgerId } = await server.call(
    openSubLedger,
    { params: { id: made.engagementId }, body: { boundAccount } },
    made.enterprise,
  )
  await server.drain()
  const accountNo = await accountNoOf(server, made)
  if (given.amountFen) {
    server.sandbox.bank.creditTransfer({
      accountNo,
      amountFen: given.amountFen,
      payerName: boundAccount.name,
      payerAccount: boundAccount.number,
      payerBank: boundAccount.bankName,
    })
  }
  return { ...made, subLedgerId, accountNo, boundAccount }
}

async function accountNoOf(server: TestServer, { enterprise, engagementId }: EngagementOf): Promise<string> {
  const { rows } = await server.call(listSubLedgers, {}, enterprise)
  return rows.find((row) => row.engagementId === engagementId)?.accountNo ?? ''
}
