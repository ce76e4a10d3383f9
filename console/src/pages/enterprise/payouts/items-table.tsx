import { Button, type TableProps } from 'antd'
import { useEffect, useState } from 'react'
import {
  formatYuan,
  getBatch,
  itemMachine,
  listBatchItems,
  releaseItem,
  removeItem,
  type StateOf,
} from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { refresh, useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, StateFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { StateTag } from '@/shared/ui/state-tag'
import { useConfirm } from '@/shared/ui/use-confirm'
import type { BatchDetail, Item } from '../parts/types'
import { batchPollMs, isUnconfirmed } from './batch-words'
import { ItemDrawer } from './item-drawer'

type ItemState = StateOf<typeof itemMachine>

/** The payments of a batch, followed while they move; a row opens its attempts and history. */
export function ItemsTable({ batch }: { batch: BatchDetail }) {
  const can = useCan()
  const confirm = useConfirm()
  const [state, setState] = useState<ItemState>()
  const [page, setPage] = useState(1)
  const [opened, setOpened] = useState<string | null>(null)
  const making = isUnconfirmed(batch.state)
  const query = useApi(
    listBatchItems,
    { params: { id: batch.id }, query: { page, state } },
    { keepPrevious: true, refetchInterval: batchPollMs(batch) },
  )
  const standing = `${batch.state} ${JSON.stringify(batch.counts)}`
  useEffect(() => {
    if (standing) void refresh(listBatchItems)
  }, [standing])
  const invalidate = [listBatchItems, getBatch]
  const remove = useIntent(removeItem, { invalidate })
  const release = useIntent(releaseItem, { invalidate })

  const removable = ({ state: current }: Item) =>
    can('payout.prepare') &&
    ((current === 'ready' && making) ||
      (current === 'confirmed' && batch.state === 'confirmed') ||
      (current === 'blocked' && (batch.state === 'executing' || batch.state === 'paused')))
  const releasable = ({ state: current }: Item) => can('payout.confirm') && current === 'blocked'
  const askRemove = (item: Item) =>
    confirm({
      title: `移除付给${item.name}的 ${formatYuan(item.amount)}？`,
      content: making
        ? '移除后这一笔不会打款，其余明细不受影响。'
        : '移除后这一笔不会打款，冻结的佣金和服务费退回可用余额。',
      okText: `移除 ${formatYuan(item.amount)}`,
      danger: true,
      onOk: () => remove.run({ params: { id: item.id } }),
    })

  const columns: NonNullable<TableProps<Item>['columns']> = [
    { title: '姓名', dataIndex: 'name', width: 84, render: (text: string) => <Ellipsis text={text} /> },
    { title: '手机号', dataIndex: 'phone', width: 116, className: 'num' },
    {
      title: '收款卡',
      key: 'card',
      width: 140,
      render: (_, { bankName, cardTail }) => <Ellipsis text={`${bankName}（${cardTail}）`} />,
    },
    {
      title: '任务',
      key: 'task',
      render: (_, { taskTitle }) => <Ellipsis text={taskTitle} />,
    },
    {
      title: '佣金',
      dataIndex: 'amount',
      width: 112,
      align: 'right',
      render: (fen: number) => <Money fen={fen} strong />,
    },
    {
      title: '服务费',
      dataIndex: 'fee',
      width: 92,
      align: 'right',
      render: (fen: number) => <Money fen={fen} />,
    },
    ...(making
      ? [
          {
            title: '操作',
            key: 'actions',
            width: 76,
            render: (_: unknown, item: Item) =>
              removable(item) && (
                <Button type="link" size="small" danger onClick={() => askRemove(item)}>
                  移除
                </Button>
              ),
          },
        ]
      : [
          {
            title: '状态',
            key: 'state',
            width: 100,
            render: (_: unknown, item: Item) => <StateTag machine={itemMachine} state={item.state} />,
          },
          {
            title: '说明',
            key: 'problem',
            width: 200,
            render: (_: unknown, item: Item) => (
              <>
                {item.problem && <Ellipsis text={item.problem} />}
                {!item.problem && !removable(item) && <span className="faint">–</span>}
                {releasable(item) && (
                  <Button
                    type="link"
                    size="small"
                    onClick={() => void release.run({ params: { id: item.id } })}
                    loading={release.running}
                  >
                    放行
                  </Button>
                )}
                {removable(item) && (
                  <Button type="link" size="small" danger onClick={() => askRemove(item)}>
                    移除
                  </Button>
                )}
              </>
            ),
          },
        ]),
  ]

  return (
    <>
      {!making && (
        <FilterBar>
          <StateFilter<ItemState>
            machine={itemMachine}
            value={state}
            leaveOut={['ready']}
            onChange={(value) => {
              setState(value)
              setPage(1)
            }}
          />
        </FilterBar>
      )}
      <ListTable
        query={query}
        columns={columns}
        unit="笔"
        page={page}
        onPage={setPage}
        onOpen={({ id }) => setOpened(id)}
        empty={<EmptyState text={state ? '没有这个状态的付款' : '这一批没有付款明细'} />}
      />
      <ItemDrawer id={opened} onClose={() => setOpened(null)} />
    </>
  )
}
