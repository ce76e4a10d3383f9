import { maskIdNumber } from '@linggong/shared/rules/mask'
import type { Actor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { ownBatch } from '../find-batch.ts'
import type { Batch } from '../models/batch.ts'
import { PayoutRowModel, type PayoutRow } from '../models/row.ts'
import { writeFailedRows } from '../sheet/write-template.ts'
import { openRow } from '../validation/seal-row.ts'

function failedRows(batch: Batch) {
  return { batchId: batch._id, uploadId: { $in: batch.uploads }, problem: { $ne: null } }
}

/** Rows that did not pass, in the order of the file, ID numbers masked. @throws AppError NOT_FOUND */
export async function errorRows(
  services: Services,
  actor: Actor,
  batchId: string,
  { page, pageSize }: { page: number; pageSize: number },
) {
  const batch = await ownBatch(actor, batchId)
  const filter = failedRows(batch)
  const [rows, total] = await Promise.all([
    PayoutRowModel.find(filter)
      .sort({ row: 1, _id: 1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<PayoutRow[]>(),
    PayoutRowModel.countDocuments(filter),
  ])
  return {
    total,
    rows: rows.map((row) => {
      const { name, idNumber, amount, taskNumber } = openRow(services.vault, row)
      return {
        row: row.row,
        name,
        idNumber: maskIdNumber(idNumber),
        amount,
        taskNumber,
        reason: row.problem ?? '',
      }
    }),
  }
}

/**
 * The failed-rows file: the enterprise's own values unmasked, for it alone, with an audit entry for the look.
 * @throws AppError NOT_FOUND
 */
export async function failedRowsFile(
  services: Services,
  actor: Actor,
  batchId: string,
): Promise<{ content: Buffer; fileName: string }> {
  const batch = await ownBatch(actor, batchId)
  const rows = await PayoutRowModel.find(failedRows(batch)).sort({ row: 1, _id: 1 }).lean<PayoutRow[]>()
  await runCommand(services, actor, async (c) =>
    c.audit({
      action: 'batch.download-failed-rows',
      subject: { type: 'batch', id: batchId },
      after: { rows: rows.length },
      personalDataSeen: ['name', 'idNumber', 'phone'],
    }),
  )
  const content = await writeFailedRows(
    rows.map((row) => ({ row: row.row, values: openRow(services.vault, row), reason: row.problem ?? '' })),
  )
  return { content, fileName: `${batch.number}-未通过的行.xlsx` }
}
