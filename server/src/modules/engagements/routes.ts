import {
  applyEngagement,
  approveEngagement,
  getEngagement as getEngagementEndpoint,
  listEngagements,
  listSubLedgers,
  openSubLedger as openSubLedgerEndpoint,
  proveContact,
  reapplyEngagement,
  rejectEngagement,
  renewEngagement,
  sealEngagement,
  signEngagement,
  terminateEngagement,
  terminateEngagementAsProvider,
} from '@linggong/shared/api/engagements'
import type { Actor } from '../../actor.ts'
import { asMember } from '../../actor.ts'
import { runCommand, type CommandContext } from '../../command.ts'
import { AppError, isDuplicateKey } from '../../errors.ts'
import { route, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { assertTenant, tenant } from '../../tenancy.ts'
import { presentEnvelopeFor } from '../contracts/public.ts'
import { getEnterprise } from '../enterprises/public.ts'
import { startFaceCheck } from '../identity/public.ts'
import { apply, reapply } from './commands/apply.ts'
import { terminate } from './commands/end.ts'
import { openSubLedger } from './commands/open-sub-ledger.ts'
import { renew } from './commands/renew.ts'
import { approve, reject } from './commands/review.ts'
import { sign } from './commands/sign.ts'
import { EngagementModel, SubLedgerModel, type Engagement, type SubLedger } from './models.ts'
import { presentEngagement, presentEngagementDetail, presentSubLedger } from './presenter.ts'

/** The engagement as its side sees it now. */
async function detailOf(actor: Actor, id: string) {
  const engagement = await EngagementModel.findById(id).lean<Engagement>()
  assertTenant(actor, engagement)
  return presentEngagementDetail(engagement)
}

/** Runs a command on one engagement and answers the engagement. */
async function change(
  request: { services: Services; actor: Actor; params: { id: string } },
  command: (c: CommandContext, id: string) => Promise<void>,
) {
  const { services, actor, params } = request
  await runCommand(services, actor, (c) => command(c, params.id))
  return detailOf(actor, params.id)
}

async function signFor(request: {
  services: Services
  actor: Actor
  params: { id: string }
  body: { stepUpId: string; code: string }
}) {
  const { services, actor, params, body } = request
  const envelopeId = await runCommand(services, actor, (c) => sign(c, { id: params.id, ...body }))
  return presentEnvelopeFor(services, actor, envelopeId)
}

export const routes: Route[] = [
  route(applyEngagement, async ({ body, actor, services }) => {
    const engagement = await runCommand(services, actor, (c) => apply(c, body)).catch((error: unknown) => {
      throw isDuplicateKey(error, 'providerId') ? new AppError('ENGAGEMENT_EXISTS') : error
    })
    return presentEngagementDetail(engagement)
  }),
  route(reapplyEngagement, (request) => change(request, (c, id) => reapply(c, { id, ...request.body }))),
  route(listEngagements, async ({ query, actor }) => {
    const engagements = await EngagementModel.find({
      ...tenant(actor),
      ...(query.state ? { state: query.state } : {}),
    })
      .sort({ appliedAt: -1 })
      .lean<Engagement[]>()
    return { rows: engagements.map(presentEngagement) }
  }),
  route(getEngagementEndpoint, ({ params, actor }) => detailOf(actor, params.id)),
  route(approveEngagement, (request) => change(request, (c, id) => approve(c, { id }))),
  route(rejectEngagement, (request) =>
    change(request, (c, id) => reject(c, { id, reason: request.body.reason })),
  ),
  route(renewEngagement, (request) => change(request, (c, id) => renew(c, { id }))),
  route(terminateEngagement, (request) =>
    change(request, (c, id) => terminate(c, { id, reason: request.body.reason })),
  ),
  route(terminateEngagementAsProvider, (request) =>
    change(request, (c, id) => terminate(c, { id, reason: request.body.reason })),
  ),
  route(proveContact, async ({ params, actor, services }) => {
    const engagement = await EngagementModel.findById(params.id).lean<Engagement>()
    assertTenant(actor, engagement)
    const { contact } = await getEnterprise(services, engagement.enterpriseId)
    return startFaceCheck(services, actor, {
      purpose: 'contact-proof',
      subjectId: engagement._id,
      person: { name: contact.name, idNumber: contact.idNumber },
    })
  }),
  route(signEngagement, signFor),
  route(sealEngagement, signFor),
  route(openSubLedgerEndpoint, async ({ params, body, actor, services }) => {
    const subLedger = await runCommand(services, actor, (c) =>
      openSubLedger(c, { engagementId: params.id, boundAccount: body.boundAccount }),
    )
    return presentSubLedger(subLedger, services)
  }),
  route(listSubLedgers, async ({ actor, services }) => {
    const { organisationId: enterpriseId } = asMember(actor).membership
    const subLedgers = await SubLedgerModel.find({ enterpriseId }).sort({ createdAt: 1 }).lean<SubLedger[]>()
    return { rows: await Promise.all(subLedgers.map((subLedger) => presentSubLedger(subLedger, services))) }
  }),
]
