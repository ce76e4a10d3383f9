import type { Services } from '../../../services.ts'
import { assignmentClaim, claimKeys, orderClaim } from '../claims.ts'
import { mapLimit } from '../map-limit.ts'
import type { Batch } from '../models/batch.ts'
import { ClaimModel, type Claim } from '../models/claim.ts'
import { ItemModel, type Item, type ItemCard } from '../models/item.ts'
import { payoutRules } from '../rules.ts'
import { sealCard } from '../seal-item.ts'
import { checkReceiver, checkTask, takenProblems } from './check-payment.ts'
import { currentFacts } from './facts.ts'

export interface Recheck {
  /** Why a payment may no longer be made, by its id. */
  problems: Map<string, string>
  /** Settlement cards that changed since the file was checked, by payment. */
  cards: Map<string, ItemCard>
}

/** Claims of these payments that other payments hold. */
async function takenClaims(items: readonly Item[]): Promise<Set<string>> {
  const claims = await ClaimModel.find({ _id: { $in: items.flatMap(claimKeys) } }).lean<Claim[]>()
  const own = new Set(items.map(({ _id }) => _id))
  return new Set(claims.filter(({ itemId }) => !own.has(itemId)).map(({ _id }) => _id))
}

function claimProblem(item: Item, taken: ReadonlySet<string>): string | null {
  if (item.assignmentId && taken.has(assignmentClaim(item.assignmentId))) return takenProblems.assignment
  if (item.orderNumber && taken.has(orderClaim(item.enterpriseId, item.orderNumber)))
    return takenProblems.order
  return null
}

/**
 * Checks the payments of a batch again right before it is confirmed: what may have changed since its file was
 * checked. Who the payees are and what they completed does not change.
 */
export async function recheckBatch(services: Services, batch: Batch): Promise<Recheck> {
  const items = await ItemModel.find({ batchId: batch._id, state: 'ready' }).lean<Item[]>()
  const taken = await takenClaims(items)
  const facts = currentFacts({ providerId: batch.providerId, at: services.clock.now() })
  const found: Recheck = { problems: new Map(), cards: new Map() }
  await mapLimit(items, payoutRules.parallel, async (item) => {
    const card = await checkReceiver(facts, item.personId)
    if ('problem' in card) return void found.problems.set(item._id, card.problem)
    const task = await checkTask(facts, item)
    const problem = 'problem' in task ? task.problem : claimProblem(item, taken)
    if (problem) return void found.problems.set(item._id, problem)
    if (card.cardId !== item.card.cardId) found.cards.set(item._id, sealCard(services.vault, card))
  })
  return found
}

/** Payments of a confirmed batch whose payee may no longer be paid, with the reason, right before money moves. */
export async function recheckReceivers(services: Services, batch: Batch): Promise<Map<string, string>> {
  const items = await ItemModel.find({ batchId: batch._id, state: 'confirmed' }, { personId: 1 }).lean<
    Pick<Item, '_id' | 'personId'>[]
  >()
  const facts = currentFacts({ providerId: batch.providerId, at: services.clock.now() })
  const problems = new Map<string, string>()
  await mapLimit(items, payoutRules.parallel, async ({ _id, personId }) => {
    const result = await checkReceiver(facts, personId)
    if ('problem' in result) problems.set(_id, result.problem)
  })
  return problems
}
