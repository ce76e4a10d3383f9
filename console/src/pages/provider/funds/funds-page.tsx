import { Button } from 'antd'
import { useState } from 'react'
import { getProviderFunds } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { Loaded } from '@/shared/ui/loaded'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { UnclaimedTransfers } from './unclaimed-transfers'
import { WithdrawModal } from './withdraw-modal'
import './funds.css'

type Funds = ResponseOf<typeof getProviderFunds>

/** The provider's money by purpose, and the transfers that nobody has claimed. */
export default function FundsPage() {
  const funds = useApi(getProviderFunds, {}, { refetchInterval: 15_000 })
  return (
    <Page
      title="资金"
      note={
        funds.data ? (
          <>
            银行账号 <span className="num">{funds.data.bankAccountNo}</span>
          </>
        ) : undefined
      }
    >
      <Loaded query={funds} rows={8}>
        {(data) => (
          <>
            <Balances funds={data} />
            <UnclaimedTransfers rows={data.unclaimed} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Balances({ funds }: { funds: Funds }) {
  const can = useCan()
  const [kind, setKind] = useState<'fee' | 'tax' | null>(null)
  const manages = can('funds.manage')
  const available = kind === 'tax' ? funds.taxRemittable : funds.feeWithdrawable
  return (
    <>
      <div className="balances">
        <Balance label="待付佣金" fen={funds.commission} note="企业已划入、还没有付给灵工的佣金" />
        <Balance
          label="服务费"
          fen={funds.fee}
          note={
            <>
              可提取 <Money fen={funds.feeWithdrawable} />
              ，付款成功满 10 天后可提；另有 <Money fen={funds.feeHeld} /> 随未完成的付款
            </>
          }
          action={
            manages ? (
              <Button disabled={funds.feeWithdrawable <= 0} onClick={() => setKind('fee')}>
                提取服务费
              </Button>
            ) : null
          }
        />
        <Balance
          label="代扣个税"
          fen={funds.tax}
          note={
            <>
              可缴 <Money fen={funds.taxRemittable} />
              ，付款成功满 10 天后可缴；另有 <Money fen={funds.taxHeld} /> 随未完成的付款
            </>
          }
          action={
            manages ? (
              <Button disabled={funds.taxRemittable <= 0} onClick={() => setKind('tax')}>
                缴纳税款
              </Button>
            ) : null
          }
        />
      </div>
      <WithdrawModal kind={kind} available={available} onClose={() => setKind(null)} />
    </>
  )
}

function Balance({
  label,
  fen,
  note,
  action,
}: {
  label: string
  fen: number
  note: React.ReactNode
  action?: React.ReactNode
}) {
  return (
    <Panel title={label} extra={action}>
      <div className="balances__figure">
        <Money fen={fen} />
      </div>
      <div className="faint">{note}</div>
    </Panel>
  )
}
