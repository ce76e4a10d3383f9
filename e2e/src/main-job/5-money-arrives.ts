import { openByMenu } from '../pages/console/frame.ts'
import { openSubLedger, seeBalance } from '../pages/console/sub-ledger.ts'
import { creditTransfer } from '../pages/sandbox/bank.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { enterprise, sums } from './story.ts'

/** The receiving account is opened, and the enterprise's transfer is credited by the bank's clerk. */
export async function subLedgerIsFunded(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const sandbox = await stage.desk('sandbox')
  await openByMenu(desk, '我的账户')
  await keepScreen(desk, 'enterprise-account-none')
  const accountNo = await openSubLedger(desk, enterprise.boundAccount, () =>
    keepScreen(desk, 'enterprise-open-account'),
  )
  await keepScreen(desk, 'enterprise-account-open')
  await creditTransfer(sandbox, accountNo, sums.credited)
  const phone = await takePhone(sandbox, enterprise.contact)
  await phone.show('短信')
  await see(phone.screen, /收到转入资金/)
  await keepScreen(sandbox, 'sandbox-credited')
  await openByMenu(desk, '首页')
  await openByMenu(desk, '我的账户')
  await seeBalance(desk, sums.creditedShown)
  await keepScreen(desk, 'enterprise-account-funded')
  await openByMenu(desk, '收支明细')
  await keepScreen(desk, 'enterprise-entries')
}
