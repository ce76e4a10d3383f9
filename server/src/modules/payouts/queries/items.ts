import type { Actor } from '../../../actor.ts'
import type { Services } from '../../../services.ts'
import { assertTenant, tenant } from '../../../tenancy.ts'
import { ownBatch } from '../find-batch.ts'
import { BankRequestModel, type BankRequest } from '../models/bank-request.ts'
import { ItemModel, type Item, type ItemState } from '../models/item.ts'
import { presentAttempt, presentItem, presentTimeline } from '../presenter.ts'

interface Page {
  page: number
  pageSize: number
  state?: ItemState | undefined
}

type Filter = Partial<Pick<Item, 'batchId' | 'providerId' | 'enterpriseId'>>

async function pageOf(
  services: Services,
  filter: Filter,
  order: Record<string, 1 | -1>,
  { page, pageSize, state }: Page,
) {
  const query = { ...filter, ...(state ? { state } : {}) }
  const [items, total] = await Promise.all([
    ItemModel.find(query)
      .sort(order)
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<Item[]>(),
    ItemModel.countDocuments(query),
  ])
  return { rows: items.map((item) => presentItem(services.vault, item)), total }
}

/** Payments of the actor's own batch in the order of the file. @throws AppError NOT_FOUND */
export async function batchItems(services: Services, actor: Actor, batchId: string, page: Page) {
  const batch = await ownBatch(actor, batchId)
  return pageOf(services, { batchId: batch._id }, { row: 1, _id: 1 }, page)
}

/** Confirmed payments through the provider, newest first. */
export async function providerItems(services: Services, actor: Actor, page: Page) {
  const query = {
    ...tenant(actor),
    ...(page.state ? {} : { state: { $nin: ['ready', 'removed'] } }),
  } as Filter
  return pageOf(services, query, { _id: -1 }, page)
}

/** Returned payments of the enterprise that wait to be paid again or are being so. */
export async function returnedItems(services: Services, actor: Actor) {
  const items = await ItemModel.find({ ...tenant(actor), state: { $in: ['returned', 'reissuing'] } })
    .sort({ returnedAt: -1 })
    .lean<Item[]>()
  return { rows: items.map((item) => presentItem(services.vault, item)) }
}

/** One payment of the actor's side. @throws AppError NOT_FOUND */
export async function ownItem(services: Services, actor: Actor, itemId: string) {
  const item = await ItemModel.findById(itemId).lean<Item>()
  assertTenant(actor, item)
  return presentItem(services.vault, item)
}

/** One payment of the actor's side with its attempts and history. @throws AppError NOT_FOUND */
export async function itemDetail(services: Services, actor: Actor, itemId: string) {
  const item = await ItemModel.findById(itemId).lean<Item>()
  assertTenant(actor, item)
  const attempts = await BankRequestModel.find({ itemId, kind: { $in: ['pay', 'reissue'] } })
    .sort({ attempt: 1 })
    .lean<BankRequest[]>()
  return {
    ...presentItem(services.vault, item),
    attempts: attempts.map(presentAttempt),
    timeline: presentTimeline(item.timeline),
  }
}
