import { Button, Image, Popover, Space, type TableProps } from 'antd'
import { useState } from 'react'
import {
  assignmentMachine,
  cancelAssignment,
  getTask,
  listTaskAssignments,
  listTasks,
  type StateOf,
} from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, StateFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import type { Assignment, TaskDetail } from '../parts/types'
import { AssignModal } from './assign-modal'
import { ImportModal } from './import-modal'

type AssignmentState = StateOf<typeof assignmentMachine>
type Opened = { name: 'assign' } | { name: 'import' } | { name: 'correct' | 'cancel'; row: Assignment } | null

/** The workers of a standard task: assign, import, correct, take back, and see what they handed in. */
export function AssignmentsTab({ task }: { task: TaskDetail }) {
  const can = useCan()
  const [state, setState] = useState<AssignmentState>()
  const [page, setPage] = useState(1)
  const [opened, setOpened] = useState<Opened>(null)
  const query = useApi(
    listTaskAssignments,
    { params: { id: task.id }, query: { page, state } },
    { keepPrevious: true, refetchInterval: 10_000 },
  )
  const cancel = useIntent(cancelAssignment, {
    invalidate: [listTaskAssignments, getTask, listTasks],
    inline: true,
    onDone: () => setOpened(null),
  })
  const manage = can('task.manage')
  const assigning = manage && task.state === 'in-progress'

  const columns: NonNullable<TableProps<Assignment>['columns']> = [
    { title: '姓名', dataIndex: 'name', width: 96, render: (text: string) => <Ellipsis text={text} /> },
    { title: '手机号', dataIndex: 'phone', width: 124, className: 'num' },
    {
      title: '状态',
      dataIndex: 'state',
      width: 112,
      render: (value: AssignmentState) => <StateTag machine={assignmentMachine} state={value} />,
    },
    { title: '说明', key: 'note', render: (_, row) => <Note row={row} /> },
    { title: '更新时间', dataIndex: 'updatedAt', width: 116, render: (at: string) => <TimeText at={at} /> },
    ...(manage
      ? [
          {
            title: '操作',
            key: 'actions',
            width: 136,
            render: (_: unknown, row: Assignment) => (
              <Space size={0}>
                {row.state === 'mismatch' && (
                  <Button type="link" size="small" onClick={() => setOpened({ name: 'correct', row })}>
                    更正姓名
                  </Button>
                )}
                {assignmentMachine.transitions.cancel.from.includes(row.state) && (
                  <Button type="link" size="small" danger onClick={() => setOpened({ name: 'cancel', row })}>
                    取消指派
                  </Button>
                )}
              </Space>
            ),
          },
        ]
      : []),
  ]

  return (
    <>
      <FilterBar
        extra={
          assigning && (
            <Space>
              <Button onClick={() => setOpened({ name: 'import' })}>批量指派</Button>
              <Button type="primary" onClick={() => setOpened({ name: 'assign' })}>
                指派灵工
              </Button>
            </Space>
          )
        }
      >
        <StateFilter<AssignmentState>
          machine={assignmentMachine}
          value={state}
          onChange={(value) => {
            setState(value)
            setPage(1)
          }}
        />
      </FilterBar>
      <ListTable
        query={query}
        columns={columns}
        size="small"
        unit="人"
        page={page}
        onPage={setPage}
        empty={
          state ? (
            <EmptyState text="没有这个状态的灵工" />
          ) : (
            <EmptyState
              text="还没有指派灵工"
              hint={
                task.state === 'in-progress'
                  ? '按姓名和手机号指派；还没注册的灵工，注册后自动收到任务'
                  : '服务商审核通过后才能指派灵工'
              }
            />
          )
        }
      />
      {opened?.name === 'assign' && <AssignModal task={task} onClose={() => setOpened(null)} />}
      {opened?.name === 'correct' && (
        <AssignModal task={task} wrong={opened.row} onClose={() => setOpened(null)} />
      )}
      {opened?.name === 'import' && <ImportModal task={task} onClose={() => setOpened(null)} />}
      <ReasonModal
        open={opened?.name === 'cancel'}
        title={opened?.name === 'cancel' ? `取消对${opened.row.name}的指派` : ''}
        note="取消后灵工会收到通知，不能再接受或完成此任务，也不会从此任务发佣。名额会空出来，可以另外指派。"
        placeholder="灵工会看到这段文字"
        okText="取消指派"
        running={cancel.running}
        error={cancel.error}
        onOk={(reason) => {
          if (opened?.name === 'cancel') void cancel.run({ params: { id: opened.row.id }, body: { reason } })
        }}
        onClose={() => {
          cancel.reset()
          setOpened(null)
        }}
      />
    </>
  )
}

const waitingNote: Partial<Record<AssignmentState, string>> = {
  waiting: '还没有注册，用此手机号注册后自动关联',
  mismatch: '注册姓名与指派姓名不同，请更正或取消',
  assigned: '已通知灵工，等待接受',
}

function Note({ row }: { row: Assignment }) {
  const { reason, deliverables, deliverableNote, state } = row
  if (deliverables.length > 0 || deliverableNote) {
    return (
      <Popover
        trigger="click"
        title="交付物"
        content={
          <div style={{ maxWidth: 360 }}>
            {deliverableNote && <p className="as-written">{deliverableNote}</p>}
            <Image.PreviewGroup>
              <div className="picture-row">
                {deliverables.map(({ id, url, name }) => (
                  <Image key={id} src={url} alt={name} width={80} height={80} />
                ))}
              </div>
            </Image.PreviewGroup>
          </div>
        }
      >
        <Button type="link" size="small" style={{ padding: 0 }}>
          查看交付物{deliverables.length > 0 ? `（${deliverables.length} 张照片）` : ''}
        </Button>
      </Popover>
    )
  }
  const text = reason ?? waitingNote[state]
  return text ? <Ellipsis text={text} /> : <span className="faint">–</span>
}
