import { Alert, App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { subLedgerMachine } from '@linggong/shared'
import { useCan } from '@/shared/session'
import { Facts } from '@/shared/ui/facts'
import { Money } from '@/shared/ui/money'
import { Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import type { SubLedger } from '../parts/types'
import { RefundModal } from './refund-modal'
import { RefundsDrawer } from './refunds-drawer'

/** One sub-ledger: balances, the receiving account with a copy button, and how to top it up. */
export function SubLedgerCard({ subLedger, onReopen }: { subLedger: SubLedger; onReopen: () => void }) {
  const can = useCan()
  const [opened, setOpened] = useState<'refund' | 'refunds' | null>(null)
  const { id, state, problem, available, frozen, providerName } = subLedger
  const manage = can('subledger.manage')
  const close = () => setOpened(null)
  const title = (
    <span className="note-line">
      <span>{providerName}</span>
      <StateTag machine={subLedgerMachine} state={state} />
    </span>
  )

  if (state === 'opening') {
    return (
      <Panel title={title}>
        {problem ? (
          <Alert
            type="error"
            showIcon
            title={`银行没有开通成功：${problem}`}
            description="请核对对公账户后重新提交，没有产生任何费用。"
            action={manage && <Button onClick={onReopen}>重新开通</Button>}
          />
        ) : (
          <>
            <p className="soft">银行正在开通，通常几秒钟完成，开通后这里会显示收款账号。</p>
            <Skeleton active title={false} paragraph={{ rows: 3 }} />
          </>
        )}
      </Panel>
    )
  }

  return (
    <Panel
      title={title}
      extra={
        <div className="ways">
          <Link to={`/enterprise/entries?account=${id}`}>
            <Button>收支明细</Button>
          </Link>
          <Button onClick={() => setOpened('refunds')}>退款记录</Button>
          {manage && state === 'open' && (
            <Button disabled={available === 0} onClick={() => setOpened('refund')}>
              余额退款
            </Button>
          )}
        </div>
      }
    >
      <div className="account">
        <div className="account__balance">
          <div className="faint">可用余额</div>
          <div className="account__amount">
            <Money fen={available} />
          </div>
          <div className="soft">
            冻结中 <Money fen={frozen} />
          </div>
          <div className="faint account__hint">已确认、还没付完的佣金和服务费</div>
        </div>
        <Receiving subLedger={subLedger} />
        <div className="account__how">
          <div className="account__heading">怎样充值</div>
          <ol>
            <li>
              用绑定的对公账户（{subLedger.boundAccount.bankName} {subLedger.boundAccount.number}）转账
            </li>
            <li>收款户名和账号按左侧填写，金额不限</li>
            <li>银行到账后自动入账，短信通知，通常几分钟内</li>
          </ol>
          <p className="faint">用其他账户转入的款项不会自动入账，由服务商核实后认领或原路退回。</p>
        </div>
      </div>
      {opened === 'refund' && <RefundModal subLedger={subLedger} onClose={close} />}
      <RefundsDrawer subLedger={opened === 'refunds' ? subLedger : null} onClose={close} />
    </Panel>
  )
}

function Receiving({ subLedger }: { subLedger: SubLedger }) {
  const { message } = App.useApp()
  const { accountName, accountNo, bankName } = subLedger
  const copy = async (text: string, done: string) => {
    await navigator.clipboard.writeText(text)
    void message.success(done)
  }
  const all = `户名：${accountName}\n账号：${accountNo ?? ''}\n开户行：${bankName}`
  return (
    <div className="account__receiving">
      <div className="account__heading">收款账户（充值转到这里）</div>
      <Facts
        columns={1}
        items={[
          { label: '户名', value: accountName },
          {
            label: '账号',
            value: accountNo && (
              <span className="account__number">
                <strong className="num">{accountNo}</strong>
                <Button size="small" onClick={() => void copy(accountNo, '账号已复制')}>
                  复制账号
                </Button>
              </span>
            ),
          },
          { label: '开户行', value: bankName },
        ]}
      />
      <Button
        type="link"
        size="small"
        className="flat-link"
        onClick={() => void copy(all, '收款信息已复制')}
        style={{ marginTop: 8 }}
      >
        复制全部收款信息
      </Button>
    </div>
  )
}
