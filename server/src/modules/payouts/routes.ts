import {
  decideIncomingTransfer,
  getProviderFunds,
  listRefunds,
  listSubLedgerEntries,
  requestRefund as requestRefundEndpoint,
  withdrawFunds,
} from '@linggong/shared/api/engagements'
import * as api from '@linggong/shared/api/payouts'
import { runCommand } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { downloadRoute, route, type Route } from '../../http/route.ts'
import { cancelBatch } from './commands/cancel-batch.ts'
import { confirmBatch } from './commands/confirm-batch.ts'
import { createBatch } from './commands/create-batch.ts'
import { discardBatch, dropRows } from './commands/discard-batch.ts'
import { giveUpItem } from './commands/give-up-item.ts'
import { pauseBatch, resumeBatch } from './commands/pause-batch.ts'
import { releaseItem } from './commands/release-item.ts'
import { reissueItem } from './commands/reissue-item.ts'
import { removeErrorRows } from './commands/remove-error-rows.ts'
import { removeItem } from './commands/remove-item.ts'
import { scheduleBatch } from './commands/schedule-batch.ts'
import { uploadRows } from './commands/upload-rows.ts'
import { decideTransfer } from './funds/decide-transfer.ts'
import { requestRefund } from './funds/request-refund.ts'
import { withdraw } from './funds/withdraw.ts'
import { takeBatchNumber } from './numbers.ts'
import { batchDetail, batchPage } from './queries/batches.ts'
import { errorRows, failedRowsFile } from './queries/error-rows.ts'
import { presentRefund, providerFunds, refundsOf, subLedgerEntries } from './queries/funds.ts'
import { batchItems, itemDetail, ownItem, providerItems, returnedItems } from './queries/items.ts'
import { payoutOptions } from './queries/options.ts'
import { writeTemplate } from './sheet/write-template.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const batchRoutes: Route[] = [
  route(api.listPayoutOptions, (r) => payoutOptions(r.actor, r.now)),

  downloadRoute(api.downloadPayoutTemplate, async () => ({
    content: await writeTemplate(),
    contentType: xlsx,
    fileName: '发佣明细模板.xlsx',
  })),

  route(api.createBatch, async ({ services, actor, body, now }) => {
    const number = await takeBatchNumber(now)
    const batchId = await runCommand(services, actor, (c) => createBatch(c, { number, ...body }))
    return batchDetail(actor, batchId)
  }),

  route(
    api.uploadBatchFile,
    async ({ services, actor, params, query, file }) => {
      if (!file) throw new AppError('FILE_EMPTY')
      const replaceErrors = query.replaceErrors === 'true'
      await uploadRows(services, actor, {
        batchId: params.id,
        content: file.content,
        fileName: file.name,
        replaceErrors,
      })
      return batchDetail(actor, params.id)
    },
    { limit: 'upload' },
  ),

  route(api.listBatches, (r) => batchPage(r.actor, r.query)),
  route(api.getBatch, (r) => batchDetail(r.actor, r.params.id)),
  route(api.listBatchItems, (r) => batchItems(r.services, r.actor, r.params.id, r.query)),
  route(api.listBatchErrors, (r) => errorRows(r.services, r.actor, r.params.id, r.query)),

  downloadRoute(api.downloadFailedRows, async (r) => ({
    ...(await failedRowsFile(r.services, r.actor, r.params.id)),
    contentType: xlsx,
  })),

  route(api.removeErrorRows, async ({ services, actor, params }) => {
    await runCommand(services, actor, (c) => removeErrorRows(c, params.id))
    return batchDetail(actor, params.id)
  }),

  route(api.discardBatch, async ({ services, actor, params }) => {
    await runCommand(services, actor, (c) => discardBatch(c, params.id))
    await dropRows(params.id)
    return batchDetail(actor, params.id)
  }),

  route(api.confirmBatch, async ({ services, actor, params, body }) => {
    await confirmBatch(services, actor, { batchId: params.id, ...body })
    return batchDetail(actor, params.id)
  }),

  route(api.scheduleBatch, async ({ services, actor, params, body }) => {
    await scheduleBatch(services, actor, { batchId: params.id, ...body, at: new Date(body.at) })
    return batchDetail(actor, params.id)
  }),

  route(api.cancelBatch, async ({ services, actor, params, body }) => {
    await runCommand(services, actor, (c) => cancelBatch(c, params.id, body.reason))
    await dropRows(params.id)
    return batchDetail(actor, params.id)
  }),

  route(api.pauseBatch, async ({ services, actor, params }) => {
    await runCommand(services, actor, (c) => pauseBatch(c, params.id))
    return batchDetail(actor, params.id)
  }),

  route(api.resumeBatch, async ({ services, actor, params }) => {
    await runCommand(services, actor, (c) => resumeBatch(c, params.id))
    return batchDetail(actor, params.id)
  }),
]

const itemRoutes: Route[] = [
  route(api.removeItem, async ({ services, actor, params }) => {
    await removeItem(services, actor, params.id)
    return {}
  }),

  route(api.releaseItem, async ({ services, actor, params }) => {
    await releaseItem(services, actor, params.id)
    return {}
  }),

  route(api.listReturned, (r) => returnedItems(r.services, r.actor)),

  route(api.reissueItem, async ({ services, actor, params, body }) => {
    await runCommand(services, actor, (c) => reissueItem(c, { itemId: params.id, ...body }))
    return ownItem(services, actor, params.id)
  }),

  route(api.giveUpItem, async ({ services, actor, params, body }) => {
    await runCommand(services, actor, (c) => giveUpItem(c, { itemId: params.id, ...body }))
    return ownItem(services, actor, params.id)
  }),

  route(api.getItem, (r) => itemDetail(r.services, r.actor, r.params.id)),
  route(api.listProviderItems, (r) => providerItems(r.services, r.actor, r.query)),
]

const fundsRoutes: Route[] = [
  route(listSubLedgerEntries, (r) => subLedgerEntries(r.actor, r.params.id, r.query)),

  route(requestRefundEndpoint, async ({ services, actor, params, body }) =>
    presentRefund(
      await runCommand(services, actor, (c) => requestRefund(c, { subLedgerId: params.id, ...body })),
    ),
  ),

  route(listRefunds, (r) => refundsOf(r.actor, r.params.id)),
  route(getProviderFunds, (r) => providerFunds(r.services, r.actor)),

  route(decideIncomingTransfer, async ({ services, actor, params, body }) => {
    const { id: transferId, decision } = params
    await runCommand(services, actor, (c) => decideTransfer(c, { transferId, decision, reason: body.reason }))
    return {}
  }),

  route(withdrawFunds, async ({ services, actor, body }) => {
    await runCommand(services, actor, (c) => withdraw(c, body))
    return {}
  }),
]

export const routes: Route[] = [...batchRoutes, ...itemRoutes, ...fundsRoutes]
