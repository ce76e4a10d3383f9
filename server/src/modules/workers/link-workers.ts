import { isDuplicateKey } from '../../errors.ts'
import type { JobRegistry } from '../../jobs/registry.ts'
import { envelopeCompleted } from '../contracts/public.ts'
import { itemPaid } from '../payouts/public.ts'
import { assignmentAssigned } from '../tasks/public.ts'
import { WorkerLinkModel } from './models/worker-link.ts'

/** Keeps the first time; the same event twice, or an earlier one later, changes nothing wrong. */
async function link(organisationId: string, personId: string | null | undefined, at: Date): Promise<void> {
  if (!personId) return
  try {
    await WorkerLinkModel.updateOne(
      { _id: `${organisationId}:${personId}` },
      { $min: { since: at }, $setOnInsert: { organisationId, personId } },
      { upsert: true },
    )
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    await link(organisationId, personId, at)
  }
}

/** Follows who assigned, paid and contracted whom: the list of workers of each organisation. */
export function followWorkers(jobs: JobRegistry): void {
  jobs.onEvent(assignmentAssigned, 'workers.link-assigned', async (_services, { payload, occurredAt }) =>
    link(payload.enterpriseId, payload.personId, occurredAt),
  )
  jobs.onEvent(itemPaid, 'workers.link-paid', async (_services, { payload, occurredAt }) => {
    await link(payload.enterpriseId, payload.personId, occurredAt)
    await link(payload.providerId, payload.personId, occurredAt)
  })
  jobs.onEvent(envelopeCompleted, 'workers.link-contracted', async (_services, { payload, occurredAt }) =>
    link(payload.providerId, payload.personId, occurredAt),
  )
}
