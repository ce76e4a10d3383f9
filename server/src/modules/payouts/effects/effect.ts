import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import type { Place } from '../../ledger/public.ts'
import type { BankRequest } from '../models/bank-request.ts'
import { ItemModel, type Item } from '../models/item.ts'

/** What a request's result means for the books and for what it belongs to. Runs in the command that applies the answer. */
export interface Effect {
  accepted?(c: CommandContext, request: BankRequest): Promise<void>
  succeeded(c: CommandContext, request: BankRequest): Promise<void>
  failed(c: CommandContext, request: BankRequest, reason: string): Promise<void>
  /** Only card payments come back after success. */
  returned?(c: CommandContext, request: BankRequest, reason: string): Promise<void>
}

export function placeOf(request: BankRequest): Place {
  if (!request.place) throw new Error(`request ${request._id} has no place`)
  return request.place
}

export function subjectOf(request: BankRequest): string {
  if (!request.subjectId) throw new Error(`request ${request._id} has no subject`)
  return request.subjectId
}

export async function itemOf(c: CommandContext, request: BankRequest): Promise<HydratedDocument<Item>> {
  const item = request.itemId ? await ItemModel.findById(request.itemId).session(c.session) : null
  if (!item) throw new Error(`request ${request._id} has no item`)
  return item
}

/** Amounts of a payment as the journal takes them. */
export function amountsOf(item: Item): { itemId: string; commission: number; fee: number; tax: number } {
  return { itemId: item._id, commission: item.amount, fee: item.fee, tax: item.tax }
}

export function linksOf(item: Item): { reference: string; batchId: string; itemId: string } {
  return { reference: item.number, batchId: item.batchId, itemId: item._id }
}

/** Adds to the history of a payment; `workerText` is what its payee reads of it. */
export function note(c: CommandContext, item: Item, text: string, workerText: string | null = null): void {
  item.timeline.push({ at: c.now, text, workerText })
}
