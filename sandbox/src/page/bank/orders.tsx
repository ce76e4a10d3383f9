import { Button, Popconfirm, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { call } from '../api.ts'
import { timeOf, yuan } from '../format.ts'
import type { CounterOrder, Overview } from '../types.ts'
import { useAct } from '../use-act.ts'

interface Props {
  overview: Overview
  refresh: () => Promise<void>
}

type Filter = 'cards' | 'moves' | 'undecided'

const operations: Partial<Record<CounterOrder['operation'], string>> = {
  transfer: '划转',
  'pay-to-card': '付到卡',
  refund: '退款',
  'send-back': '来账退回',
  'pay-out': '转出',
}

const states: Record<string, { label: string; color?: string }> = {
  accepted: { label: '处理中', color: 'processing' },
  succeeded: { label: '成功', color: 'success' },
  failed: { label: '失败', color: 'error' },
  returned: { label: '已退汇', color: 'warning' },
}

const empty: Record<Filter, string> = {
  cards: '还没有付款到银行卡。企业确认打款后会出现在这里。',
  moves: '还没有划转。企业确认打款后，佣金和服务费会先划到服务商账户。',
  undecided: '没有等您处理的业务。卡号第 7 至 9 位是 231 的付款会停在这里。',
}

/** What the bank was asked to do with money; slow ones are decided here, paid ones can be returned. */
export function Orders({ overview, refresh }: Props) {
  const { act, isBusy } = useAct(refresh)
  const [filter, setFilter] = useState<Filter>('cards')
  const money = overview.bank.orders.filter((order) => order.money)
  const isUndecided = (order: CounterOrder) => order.state === 'accepted' && order.plan?.finish === 'wait'
  const lists: Record<Filter, CounterOrder[]> = {
    cards: money.filter((order) => order.operation === 'pay-to-card'),
    moves: money.filter((order) => order.operation !== 'pay-to-card'),
    undecided: money.filter(isUndecided),
  }
  const names = new Map(overview.bank.accounts.map((account) => [account.accountNo, account.name]))
  const decide = (order: CounterOrder, decision: 'succeed' | 'fail') =>
    void act(
      () => call(`bank/orders/${order.requestId}/decide`, { decision }),
      decision === 'succeed' ? '已付款' : '已退回付款账户',
    )

  return (
    <div className="orders">
      <Segmented<Filter>
        block
        value={filter}
        onChange={setFilter}
        options={[
          { value: 'cards', label: `付到银行卡 ${lists.cards.length}` },
          { value: 'moves', label: `划转与转出 ${lists.moves.length}` },
          { value: 'undecided', label: `等待处理 ${lists.undecided.length}` },
        ]}
      />
      {lists[filter].length === 0 && <p className="counter-empty">{empty[filter]}</p>}
      {lists[filter].map((order) => (
        <article key={order.requestId} className="order" data-request={order.requestId}>
          <header>
            <strong>{order.money?.payee.name}</strong>
            <Tag color={states[order.state]?.color}>{states[order.state]?.label}</Tag>
            <b>{yuan(order.money?.amountFen ?? 0)}</b>
          </header>
          <p>
            {operations[order.operation]}
            {order.money?.payee.number && `（尾号 ${order.money.payee.number.slice(-4)}）`}，由
            {names.get(order.money?.from ?? '') ?? order.money?.from}付
          </p>
          <div className="order-foot quiet">
            <span>
              {timeOf(order.returnedAt ?? order.finishedAt ?? order.acceptedAt, overview.clock.now)}{' '}
              {order.returnReason ?? order.failReason ?? order.money?.summary}
            </span>
            {isUndecided(order) && (
              <div className="order-actions">
                <Button size="small" disabled={isBusy} onClick={() => decide(order, 'fail')}>
                  拒绝付款
                </Button>
                <Button
                  size="small"
                  type="primary"
                  disabled={isBusy}
                  onClick={() => decide(order, 'succeed')}
                >
                  放行 {yuan(order.money?.amountFen ?? 0)}
                </Button>
              </div>
            )}
            {order.operation === 'pay-to-card' && order.state === 'succeeded' && (
              <div className="order-actions">
                <Popconfirm
                  title={`把 ${yuan(order.money?.amountFen ?? 0)} 退回付款账户`}
                  okText="退汇"
                  cancelText="不退"
                  onConfirm={() =>
                    void act(() => call(`bank/orders/${order.requestId}/return`, {}), '已退汇')
                  }
                >
                  <Button size="small">退汇</Button>
                </Popconfirm>
              </div>
            )}
          </div>
        </article>
      ))}
    </div>
  )
}
