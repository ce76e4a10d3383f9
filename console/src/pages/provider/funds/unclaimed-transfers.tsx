import { App, Button, Space, Tooltip } from 'antd'
import { useState } from 'react'
import {
  decideIncomingTransfer,
  formatYuan,
  getProviderFunds,
  incomingTransferMachine,
} from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useCan } from '@/shared/session'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { Panel } from '@/shared/ui/page'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { TwoLines } from '@/shared/ui/two-lines'

type Transfer = ResponseOf<typeof getProviderFunds>['unclaimed'][number]
type Decision = 'claim' | 'send-back'

/** Transfers whose payer's name is not the enterprise's: they belong to it (claim) or go back. */
export function UnclaimedTransfers({ rows }: { rows: Transfer[] }) {
  const can = useCan()
  const [asked, setAsked] = useState<{ transfer: Transfer; decision: Decision } | null>(null)
  return (
    <Panel title="需要核实的来账" flush>
      <ListTable<Transfer>
        query={{ data: { rows }, error: null, isFetching: false, refetch: () => undefined }}
        unit="笔"
        empty={
          <EmptyState
            text="没有需要核实的来账"
            hint="付款户名与企业名称不一致的转入会停在这里，由您核实后入账或退回"
          />
        }
        columns={[
          { title: '到账时间', dataIndex: 'at', width: 140, render: (at: string) => <TimeText at={at} /> },
          {
            title: '付款户名',
            dataIndex: 'payerName',
            render: (name: string) => <Ellipsis text={name} />,
          },
          {
            title: '转入的企业子账簿',
            key: 'place',
            render: (_, row) => <TwoLines main={row.enterpriseName} below={row.accountNo} />,
          },
          {
            title: '金额',
            dataIndex: 'amount',
            width: 140,
            align: 'right',
            render: (fen: number) => <Money fen={fen} />,
          },
          {
            title: '状态',
            key: 'state',
            width: 190,
            render: (_, row) => (
              <>
                <StateTag machine={incomingTransferMachine} state={row.state} />
                {row.sendingBack ? <span className="soft"> 退回处理中</span> : null}
                {row.problem ? (
                  <Tooltip title={row.problem}>
                    <span className="bad"> 上次退回未成功</span>
                  </Tooltip>
                ) : null}
              </>
            ),
          },
          {
            title: '操作',
            key: 'actions',
            width: 150,
            render: (_, row) =>
              row.state === 'unclaimed' && !row.sendingBack && can('funds.manage') ? (
                <Space>
                  <Button
                    size="small"
                    aria-label={`入账给企业 ${row.payerName}`}
                    onClick={() => setAsked({ transfer: row, decision: 'claim' })}
                  >
                    入账
                  </Button>
                  <Button
                    size="small"
                    danger
                    aria-label={`退回 ${row.payerName}`}
                    onClick={() => setAsked({ transfer: row, decision: 'send-back' })}
                  >
                    退回
                  </Button>
                </Space>
              ) : (
                <span className="faint">–</span>
              ),
          },
        ]}
      />
      {asked ? <DecisionModal {...asked} onClose={() => setAsked(null)} /> : null}
    </Panel>
  )
}

function DecisionModal({
  transfer,
  decision,
  onClose,
}: {
  transfer: Transfer
  decision: Decision
  onClose: () => void
}) {
  const { message } = App.useApp()
  const amount = formatYuan(transfer.amount)
  const decide = useIntent(decideIncomingTransfer, {
    inline: true,
    invalidate: [getProviderFunds],
    onDone: () => {
      void message.success(
        decision === 'claim' ? `${amount} 已入账给${transfer.enterpriseName}` : `${amount} 已提交退回`,
      )
      onClose()
    },
  })
  return (
    <ReasonModal
      open
      title={
        decision === 'claim'
          ? `把 ${amount} 入账给${transfer.enterpriseName}`
          : `把 ${amount} 退回${transfer.payerName}`
      }
      note={
        decision === 'claim'
          ? '入账后企业可以用这笔钱发佣，不能再退回付款方。请核实付款确属该企业。'
          : '钱会原路退回付款账户，由银行处理。'
      }
      label="处理依据"
      placeholder="例如：企业来函说明由母公司代付，已核对"
      okText={decision === 'claim' ? `入账 ${amount}` : `退回 ${amount}`}
      danger={decision === 'send-back'}
      running={decide.running}
      error={decide.error}
      onOk={(reason) => void decide.run({ params: { id: transfer.id, decision }, body: { reason } })}
      onClose={onClose}
    />
  )
}
