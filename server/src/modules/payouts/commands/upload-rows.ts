import { batchMachine } from '@linggong/shared/states/payout'
import { nextState } from '@linggong/shared/states/machine'
import type { Actor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { newId } from '../../../ids.ts'
import type { Services } from '../../../services.ts'
import { stateConflict, transition } from '../../../states.ts'
import { recount } from '../batch-totals.ts'
import { batchToChange, ownBatch } from '../find-batch.ts'
import { BatchModel } from '../models/batch.ts'
import { ItemModel } from '../models/item.ts'
import { PayoutRowModel } from '../models/row.ts'
import { readSheet } from '../sheet/read-sheet.ts'
import { sealRow } from '../validation/seal-row.ts'
import { discardLater } from './discard-batch.ts'
import { validateDue, type ValidatePayload } from './validate-rows.ts'

const rowsAtOnce = 1_000

export interface Upload {
  batchId: string
  content: Buffer
  fileName: string
  /** The file replaces only the rows that did not pass. */
  replaceErrors: boolean
}

/**
 * Takes the rows of a file into a batch and has them checked in the background. The rows lie ready under an
 * upload id of their own before the batch turns to them in one small transaction.
 * @throws AppError FILE_*, NOT_FOUND, STATE_CONFLICT
 */
export async function uploadRows(services: Services, actor: Actor, upload: Upload): Promise<void> {
  const { batchId, replaceErrors } = upload
  const before = await ownBatch(actor, batchId)
  if (nextState(batchMachine, before.state, 'upload') === null)
    throw stateConflict(batchMachine, before.state, 'upload')
  const rows = await readSheet(upload.content)

  const uploadId = newId()
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await PayoutRowModel.insertMany(
      rows.slice(at, at + rowsAtOnce).map((row) => sealRow(services.vault, { batchId, uploadId }, row)),
    )
  }

  const kept = await runCommand(services, actor, async (c) => {
    const batch = await batchToChange(c, batchId)
    if (replaceErrors) {
      await PayoutRowModel.deleteMany({ batchId, problem: { $ne: null } }, { session: c.session })
      batch.set({ uploads: [...batch.uploads, uploadId] })
    } else {
      await ItemModel.deleteMany({ batchId, state: 'ready' }, { session: c.session })
      batch.set({ uploads: [uploadId] })
    }
    batch.set({ fileName: upload.fileName.slice(0, 100), problem: null })
    batch.timeline.push({
      at: c.now,
      text: `${replaceErrors ? '上传更正后的' : '上传'}明细 ${rows.length} 行`,
    })
    await recount(c, batch)
    await transition(BatchModel, batch, batchMachine, 'upload', c, {
      after: { rows: rows.length, replaceErrors },
    })
    c.due({
      kind: validateDue,
      key: uploadId,
      dueAt: c.now,
      payload: { batchId, uploadId } satisfies ValidatePayload,
    })
    discardLater(c, batch)
    return [...batch.uploads]
  })
  await PayoutRowModel.deleteMany({ batchId, uploadId: { $nin: kept } })
}
