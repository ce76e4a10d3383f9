import { systemActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { GatewayError } from '../../../gateways/gateway-error.ts'
import type { Services } from '../../../services.ts'
import { getEnterprise } from '../../enterprises/public.ts'
import { openBoundAccount } from '../bound-account.ts'
import { applyOpening } from '../commands/open-sub-ledger.ts'
import { SubLedgerModel, type SubLedger } from '../models.ts'

/** Opens a sub-ledger at the bank. The request id is stable: a repetition opens no second account. */
export async function openSubLedgerAtBank(
  services: Services,
  { subLedgerId, openingTry }: { subLedgerId: string; openingTry: number },
): Promise<void> {
  const subLedger = await SubLedgerModel.findById(subLedgerId).lean<SubLedger>()
  if (subLedger?.state !== 'opening' || subLedger.openingTry !== openingTry) return
  const enterprise = await getEnterprise(services, subLedger.enterpriseId)
  const answer = await services.gateways.bank
    .openSubLedger({
      requestId: `SL${subLedgerId}${String(openingTry).padStart(2, '0')}`,
      providerAccountNo: subLedger.providerAccountNo,
      enterpriseName: enterprise.name,
      enterpriseCreditCode: enterprise.creditCode,
      boundAccount: openBoundAccount(services.vault, subLedger.boundAccount),
    })
    .then(({ accountNo }) => ({ accountNo }))
    .catch((error: unknown) => {
      if (error instanceof GatewayError && error.kind === 'rejected')
        return { problem: '银行没有同意开户，请核对对公账户后重新提交' }
      throw error
    })
  await runCommand(services, systemActor('open-sub-ledger'), (c) =>
    applyOpening(c, { subLedgerId, openingTry, answer }),
  )
}
