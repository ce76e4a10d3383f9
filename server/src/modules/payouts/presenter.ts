import type { zBatch, zBatchDetail, zItem } from '@linggong/shared/api/payouts'
import { maskIdNumber, maskPhone } from '@linggong/shared/rules/mask'
import { statesOf } from '@linggong/shared/states/machine'
import { attemptMachine, itemMachine } from '@linggong/shared/states/payout'
import type { z } from 'zod'
import type { Vault } from '../../database/vault.ts'
import { digestOf } from './batch-totals.ts'
import type { BankRequest } from './models/bank-request.ts'
import type { Batch } from './models/batch.ts'
import type { Item, ItemState } from './models/item.ts'
import type { TimelineEntry } from './models/place.ts'
import { openItem } from './seal-item.ts'

type Time = Date | null
const iso = (at: Time): string | null => at?.toISOString() ?? null

const noItems = Object.fromEntries(statesOf(itemMachine).map((state) => [state, 0])) as Record<
  ItemState,
  number
>

export function presentTimeline(timeline: readonly TimelineEntry[]): { at: string; text: string }[] {
  return timeline.map(({ at, text }) => ({ at: at.toISOString(), text }))
}

export function presentBatch(
  batch: Batch,
  counts: Partial<Record<ItemState, number>>,
): z.input<typeof zBatch> {
  return {
    id: batch._id,
    number: batch.number,
    state: batch.state,
    engagementId: batch.engagementId,
    enterpriseName: batch.enterpriseName,
    providerName: batch.providerName,
    feeRate: batch.feeRate,
    notifyWorkers: batch.notifyWorkers,
    fileName: batch.fileName,
    itemCount: batch.itemCount,
    errorCount: batch.errorCount,
    checked: batch.checked,
    rowCount: batch.rowCount,
    commission: batch.commission,
    fee: batch.fee,
    tax: batch.tax,
    counts: { ...noItems, ...counts },
    problem: batch.problem,
    createdAt: batch.createdAt.toISOString(),
    scheduledAt: iso(batch.scheduledAt),
    confirmedAt: iso(batch.confirmedAt),
    finishedAt: iso(batch.finishedAt),
  }
}

export function presentBatchDetail(
  batch: Batch,
  counts: Partial<Record<ItemState, number>>,
  available: number,
): z.input<typeof zBatchDetail> {
  return {
    ...presentBatch(batch, counts),
    available,
    digest: digestOf(batch),
    timeline: presentTimeline(batch.timeline),
  }
}

/** A payment for the enterprise that pays it and the provider it goes through: name in full, the rest masked. */
export function presentItem(vault: Vault, item: Item): z.input<typeof zItem> {
  const { name, idNumber, phone } = openItem(vault, item)
  return {
    id: item._id,
    number: item.number,
    row: item.row,
    state: item.state,
    name,
    idNumber: maskIdNumber(idNumber),
    phone: maskPhone(phone),
    bankName: item.card.bankName,
    cardTail: item.card.tail,
    taskNumber: item.taskNumber,
    taskTitle: item.taskTitle,
    orderNumber: item.orderNumber,
    remark: item.remark,
    amount: item.amount,
    fee: item.fee,
    tax: item.tax,
    problem: item.problem,
    bankSerial: item.bankSerial,
    updatedAt: item.updatedAt.toISOString(),
  }
}

/** An attempt to pay, in words. */
export function presentAttempt(attempt: BankRequest) {
  const to = `${attempt.bankName ?? ''}尾号 ${attempt.cardTail ?? ''}`
  const result = attempt.returnedAt
    ? '成功后被银行退回'
    : (attempt.failReason ?? attemptMachine.labels[attempt.state])
  return {
    number: attempt._id,
    state: attempt.state,
    at: attempt.createdAt.toISOString(),
    text: `${to}：${result}`,
    bankSerial: attempt.bankSerial,
  }
}
