import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import { openSession } from '../../src/modules/identity/commands/open-session.ts'
import { AccountModel, type Account } from '../../src/modules/identity/models/account.ts'
import {
  createProvider as createProviderCommand,
  saveServiceItem,
} from '../../src/modules/providers/public.ts'
import type { TestServer } from '../harness.ts'
import { newCreditCode, newPhone, nextSerial, type OrganisationAccount } from './identity.ts'

export interface ProviderAccount extends OrganisationAccount {
  bankAccountNo: string
  serviceItemId: string
}

const factory = systemActor('factory')

/** A provider with an account at the sandbox's bank, one service item (10 %) and a signed-in administrator. */
export async function createProvider(
  server: TestServer,
  input: { feeRate?: number; name?: string } = {},
): Promise<ProviderAccount> {
  const name = input.name ?? `鹭岛第${nextSerial()}财税服务有限公司`
  const creditCode = newCreditCode()
  const phone = newPhone()
  const { accountNo } = server.sandbox.bank.openCorporateAccount({ name, creditCode })
  return runCommand(server.services, factory, async (c) => {
    const provider = await createProviderCommand(c, {
      name,
      creditCode,
      bankAccountNo: accountNo,
      adminName: '孙管理',
      adminPhone: phone,
    })
    const item = await saveServiceItem(c, {
      providerId: provider._id,
      form: {
        name: '综合服务',
        invoiceCategory: '现代服务',
        feeRate: input.feeRate ?? 1000,
        invoiceCutoffDay: 25,
        minimumInvoice: 100_000,
      },
    })
    const account = await AccountModel.findOne({
      kind: 'console',
      phoneIndex: server.services.vault.blindIndex('phone', phone),
    })
      .session(c.session)
      .lean<Account>()
    if (!account) throw new Error('the administrator has no account')
    const { token } = await openSession(c, account)
    return {
      token,
      accountId: account._id,
      phone,
      organisationId: provider._id,
      name,
      creditCode,
      bankAccountNo: accountNo,
      serviceItemId: item._id,
    }
  })
}
