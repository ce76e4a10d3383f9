import type { Page } from 'playwright-core'
import { fillAll, press } from '../../support/see.ts'
import { choose } from './choose.ts'
import { dialog } from './frame.ts'

export interface ServiceItem {
  name: string
  invoiceCategory: string
  feePercent: string
  minimumInvoice: string
}

/** Fills in the window of a new service item. */
export async function fillServiceItem(console: Page, item: ServiceItem): Promise<void> {
  await press(console, '新增服务项')
  const window = dialog(console, '新增服务项')
  await fillAll(window, { 服务项名称: item.name })
  await choose(console, window, '发票类目', item.invoiceCategory)
  await fillAll(window, { '服务费率（%）': item.feePercent, '起开金额（元）': item.minimumInvoice })
}
