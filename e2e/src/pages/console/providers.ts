import type { Page } from 'playwright-core'
import { fillAll, press } from '../../support/see.ts'
import { dialog } from './frame.ts'

/** Fills in the window that opens a provider. */
export async function fillProvider(
  console: Page,
  provider: {
    name: string
    creditCode: string
    bankAccountNo: string
    adminName: string
    adminPhone: string
  },
): Promise<void> {
  await press(console, '新建服务商')
  await fillAll(dialog(console, '新建服务商'), {
    服务商名称: provider.name,
    统一社会信用代码: provider.creditCode,
    银行账号: provider.bankAccountNo,
    管理员姓名: provider.adminName,
    管理员手机号: provider.adminPhone,
  })
}
