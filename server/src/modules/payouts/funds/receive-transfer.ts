import { formatYuan } from '@linggong/shared/money'
import { systemActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import type { BankNotice } from '../../../gateways/bank/port.ts'
import type { Services } from '../../../services.ts'
import { boundAccountOf, subLedgerByAccount } from '../../engagements/public.ts'
import { journal, postEntry, type Place } from '../../ledger/public.ts'
import { tellEnterprise } from '../messages.ts'
import { SeenNoticeModel } from '../models/bank-notice.ts'
import { IncomingTransferModel, transferFields } from '../models/incoming-transfer.ts'

export type TransferNotice = BankNotice & { kind: 'incoming-transfer' }

/** Full-width and half-width brackets and spaces do not make another name. */
function sameName(a: string, b: string): boolean {
  const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '')
  return plain(a) === plain(b)
}

/**
 * Books money that arrived at a sub-ledger's account, once: recognised when its payer is the bound account by
 * name and number, else it waits to be claimed or sent back.
 * @throws Error when the account is no sub-ledger of ours (yet): the bank tells again
 */
export async function receiveTransfer(services: Services, notice: TransferNotice): Promise<void> {
  await runCommand(services, systemActor('bank'), async (c) => {
    const { noticeId, accountNo, payerName, payerAccount, bankSerial, amountFen: amount } = notice
    const known = await IncomingTransferModel.exists({ $or: [{ _id: noticeId }, { bankSerial }] }).session(
      c.session,
    )
    if (known) return
    const subLedger = await subLedgerByAccount(accountNo, c.session)
    if (!subLedger) throw new Error('money arrived at an account that is no sub-ledger')
    const { engagementId, enterpriseId, providerId, providerAccountNo } = subLedger
    const place: Place = { engagementId, providerId, subAccountNo: accountNo, providerAccountNo }
    const bound = boundAccountOf(services, subLedger)
    const recognised = sameName(bound.name, payerName) && bound.number === payerAccount

    const { vault } = services
    await IncomingTransferModel.create(
      [
        {
          _id: noticeId,
          state: recognised ? 'recognised' : 'unclaimed',
          enterpriseId,
          providerId,
          place,
          amount,
          bankSerial,
          payerName: vault.encryptField(transferFields.payerName, payerName),
          payerAccount: vault.encryptField(transferFields.payerAccount, payerAccount),
          at: new Date(notice.at),
        },
      ],
      { session: c.session },
    )
    await SeenNoticeModel.create([{ _id: noticeId, kind: notice.kind, at: c.now }], { session: c.session })
    await postEntry(
      c,
      journal[recognised ? 'transferRecognised' : 'transferUnclaimed'](place, noticeId, amount, bankSerial),
    )
    c.audit({
      action: 'incoming-transfer.receive',
      subject: { type: 'incoming-transfer', id: noticeId },
      after: { state: recognised ? 'recognised' : 'unclaimed', amount },
    })
    if (!recognised) return
    const data = { account: `尾号 ${accountNo.slice(-4)} 的子账簿`, amount: formatYuan(amount) }
    await tellEnterprise(c, enterpriseId, 'transfer-received', noticeId, data, 'enterprise/account')
  })
}
