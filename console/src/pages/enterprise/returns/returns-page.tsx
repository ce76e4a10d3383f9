import { Button, type TableProps } from 'antd'
import { useState } from 'react'
import { itemMachine, listReturned } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { useFilters } from '@/shared/ui/use-filters'
import { RowLink } from '../parts/row-link'
import type { Item } from '../parts/types'
import { ItemDrawer } from '../payouts/item-drawer'
import { GiveUpModal } from './give-up-modal'
import { ReissueModal } from './reissue-modal'

type Opened = { name: 'reissue' | 'give-up'; item: Item } | null

/** Payments that came back after success: pay again or take the money back. */
export default function ReturnsPage() {
  const can = useCan()
  const { opened: detail, open } = useFilters('state')
  const [opened, setOpened] = useState<Opened>(null)
  const query = useApi(
    listReturned,
    {},
    { refetchInterval: (data) => (data?.rows.some(({ state }) => state === 'reissuing') ? 2_000 : 15_000) },
  )
  const close = () => setOpened(null)

  const columns: NonNullable<TableProps<Item>['columns']> = [
    {
      title: '付款单号',
      dataIndex: 'number',
      width: 176,
      className: 'num',
      render: (text: string, { id }) => <RowLink id={id} text={text} />,
    },
    { title: '姓名', dataIndex: 'name', width: 76, render: (text: string) => <Ellipsis text={text} /> },
    {
      title: '退汇的卡',
      key: 'card',
      width: 144,
      render: (_, { bankName, cardTail }) => <Ellipsis text={`${bankName}（${cardTail}）`} />,
    },
    {
      title: '佣金',
      dataIndex: 'amount',
      width: 112,
      align: 'right',
      render: (fen: number) => <Money fen={fen} strong />,
    },
    {
      title: '状态',
      key: 'state',
      width: 84,
      render: (_, { state }) => <StateTag machine={itemMachine} state={state} />,
    },
    {
      title: '退汇原因',
      dataIndex: 'problem',
      render: (text: string | null) => (text ? <Ellipsis text={text} /> : <span className="faint">–</span>),
    },
    { title: '更新时间', dataIndex: 'updatedAt', width: 112, render: (at: string) => <TimeText at={at} /> },
    ...(can('payout.return')
      ? [
          {
            title: '操作',
            key: 'actions',
            width: 140,
            render: (_: unknown, item: Item) =>
              item.state === 'returned' && (
                <>
                  <Button type="link" size="small" onClick={() => setOpened({ name: 'reissue', item })}>
                    补发
                  </Button>
                  <Button
                    type="link"
                    size="small"
                    danger
                    onClick={() => setOpened({ name: 'give-up', item })}
                  >
                    放弃补发
                  </Button>
                </>
              ),
          },
        ]
      : []),
  ]

  return (
    <Page title="退汇交易" note="付款成功后又被银行退回的款项，可以补发到灵工的其他卡，或放弃补发、退回账户">
      <Panel flush>
        <ListTable
          query={query}
          columns={columns}
          unit="笔"
          onOpen={({ id }) => open(id)}
          empty={<EmptyState text="没有等待处理的退汇" hint="付款成功后又被银行退回的款项会出现在这里" />}
        />
      </Panel>
      <ItemDrawer id={detail} onClose={() => open(null)} />
      {opened?.name === 'reissue' && <ReissueModal item={opened.item} onClose={close} />}
      {opened?.name === 'give-up' && <GiveUpModal item={opened.item} onClose={close} />}
    </Page>
  )
}
