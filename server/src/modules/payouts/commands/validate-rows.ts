import { applyRate } from '@linggong/shared/money'
import { batchMachine } from '@linggong/shared/states/payout'
import { dayOf } from '@linggong/shared/time'
import { systemActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import { newId } from '../../../ids.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { recount } from '../batch-totals.ts'
import { mapLimit } from '../map-limit.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ItemModel } from '../models/item.ts'
import { PayoutRowModel, type PayoutRow } from '../models/row.ts'
import { takePaymentNumbers } from '../numbers.ts'
import { payoutRules } from '../rules.ts'
import { sealItem } from '../seal-item.ts'
import { taxFor } from '../tax.ts'
import { checkForm, type WellFormed } from '../validation/check-form.ts'
import { checkPayment, type Payable } from '../validation/check-payment.ts'
import { findDuplicates, type Duplicates } from '../validation/duplicates.ts'
import { currentFacts, type Facts } from '../validation/facts.ts'
import { openRow } from '../validation/seal-row.ts'

export const validateDue = 'payout.validate'

export interface ValidatePayload {
  batchId: string
  uploadId: string
}

type Checked = { row: PayoutRow } & ({ problem: string } | (WellFormed & Payable))

interface Context {
  services: Services
  batch: Batch
  facts: Facts
  duplicates: Duplicates
}

/** Duplicates over all rows of the batch; rows that passed before come first and stay. */
async function duplicatesOf(batch: Batch): Promise<Duplicates> {
  const rows = await PayoutRowModel.find(
    { batchId: batch._id, uploadId: { $in: batch.uploads } },
    { row: 1, payeeKey: 1, orderNumber: 1, itemId: 1 },
  ).lean<Pick<PayoutRow, '_id' | 'row' | 'payeeKey' | 'orderNumber' | 'itemId'>[]>()
  const rank = ({ itemId }: { itemId: string | null }): number => (itemId ? 0 : 1)
  const sorted = rows.sort((a, b) => rank(a) - rank(b) || a.row - b.row || (a._id < b._id ? -1 : 1))
  return findDuplicates(
    sorted.map(({ _id, row, payeeKey, orderNumber }) => ({ id: _id, row, payeeKey, orderNumber })),
  )
}

async function checkRow({ services, batch, facts, duplicates }: Context, row: PayoutRow): Promise<Checked> {
  const form = checkForm(openRow(services.vault, row), row.cellProblem, services.clock.now())
  if ('problem' in form) return { row, ...form }
  const duplicate = duplicates.payee.get(row._id)
  if (duplicate) return { row, problem: duplicate }
  const { enterpriseId, engagementId } = batch
  const again = { assignment: duplicates.assignment.get(row._id), order: duplicates.order.get(row._id) }
  const payable = await checkPayment(facts, { enterpriseId, engagementId, ...form }, again)
  return 'problem' in payable ? { row, ...payable } : { row, ...form, ...payable }
}

type Passed = Exclude<Checked, { problem: string }>

/** The payment that a row becomes. */
function toItem(c: CommandContext, batch: Batch, passed: Passed, number: string) {
  const { row, values, amount, personId, card, task, assignmentId } = passed
  return {
    _id: newId(),
    number,
    row: row.row,
    batchId: batch._id,
    batchNumber: batch.number,
    enterpriseId: batch.enterpriseId,
    providerId: batch.providerId,
    engagementId: batch.engagementId,
    personId,
    ...sealItem(c.services.vault, values, card),
    taskId: task._id,
    taskNumber: task.number,
    taskTitle: task.title,
    assignmentId,
    orderNumber: values.orderNumber || null,
    remark: values.remark,
    amount,
    fee: applyRate(amount, batch.feeRate),
    tax: taxFor(amount, dayOf(c.now)),
    notifyWorker: batch.notifyWorkers,
  }
}

/** Writes what was found of some rows: payments for those that passed, reasons for the others. */
async function store(
  c: CommandContext,
  batch: Batch,
  checked: readonly Checked[],
  numbers: readonly string[],
): Promise<void> {
  const found = checked.map((one, index) =>
    'problem' in one
      ? { rowId: one.row._id, problem: one.problem, item: null }
      : { rowId: one.row._id, problem: null, item: toItem(c, batch, one, numbers[index] ?? '') },
  )
  const items = found.flatMap(({ item }) => (item ? [item] : []))
  if (items.length > 0) await ItemModel.insertMany(items, { session: c.session })
  await PayoutRowModel.bulkWrite(
    found.map(({ rowId, problem, item }) => ({
      updateOne: {
        filter: { _id: rowId },
        update: { $set: { checked: true, problem, itemId: item?._id ?? null } },
      },
    })),
    { session: c.session },
  )
}

async function checkChunk(context: Context, uploadId: string): Promise<boolean> {
  const { services, batch } = context
  const rows = await PayoutRowModel.find({ batchId: batch._id, uploadId, checked: false })
    .sort({ row: 1 })
    .limit(payoutRules.chunk)
    .lean<PayoutRow[]>()
  if (rows.length === 0) return false
  const checked = await mapLimit(rows, payoutRules.parallel, (row) => checkRow(context, row))
  const numbers = await takePaymentNumbers(services.clock.now(), checked.length)
  return runCommand(services, systemActor('payouts'), async (c) => {
    const current = await BatchModel.findById(batch._id).session(c.session)
    if (current?.state !== 'validating' || current.uploads.at(-1) !== uploadId) return false
    const done = await PayoutRowModel.exists({ _id: rows[0]?._id, checked: true }).session(c.session)
    if (done) return true
    await store(c, current, checked, numbers)
    current.set({ checked: current.checked + checked.length })
    await current.save({ session: c.session })
    return true
  })
}

/**
 * Due: checks the rows of an upload in chunks, each in a transaction of its own, so that progress shows and a
 * crash loses nothing; then the batch is ready, or waits for its bad rows to be corrected.
 */
export async function validateRows(
  services: Services,
  { batchId, uploadId }: ValidatePayload,
): Promise<void> {
  const batch = await BatchModel.findById(batchId).lean<Batch>()
  if (batch?.state !== 'validating' || batch.uploads.at(-1) !== uploadId) return
  const facts = currentFacts({ providerId: batch.providerId, at: services.clock.now() })
  const context = { services, batch, facts, duplicates: await duplicatesOf(batch) }
  let more = true
  while (more) more = await checkChunk(context, uploadId)

  await runCommand(services, systemActor('payouts'), async (c) => {
    const current = await BatchModel.findById(batchId).session(c.session)
    if (current?.state !== 'validating' || current.uploads.at(-1) !== uploadId) return
    await recount(c, current)
    const { errorCount, itemCount } = current
    const text =
      errorCount > 0
        ? `校验完成：${itemCount} 行通过，${errorCount} 行未通过`
        : `校验完成：${itemCount} 行全部通过`
    current.timeline.push({ at: c.now, text })
    await transition(BatchModel, current, batchMachine, errorCount > 0 ? 'find-errors' : 'pass', c, {
      after: { itemCount, errorCount },
    })
  })
}
