import { App, Button, Image } from 'antd'
import { useState } from 'react'
import {
  approveTask,
  assignmentMachine,
  formatDayRange,
  getTask,
  listTasks,
  rejectTask,
  taskKindLabels,
  taskMachine,
} from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Facts } from '@/shared/ui/facts'
import { Loaded } from '@/shared/ui/loaded'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { StateTag } from '@/shared/ui/state-tag'
import { History } from '@/shared/ui/timeline'
import { useConfirm } from '@/shared/ui/use-confirm'
import { commissionText } from './commission-text'

type Task = ResponseOf<typeof getTask>
const invalidate = [listTasks, getTask]

/** One task: what is to be done, for how much, pictures, progress; approve or reject. */
export function TaskReviewDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const task = useApi(getTask, { params: { id: id ?? '' } }, { enabled: id !== null })
  const { data } = task
  return (
    <DetailDrawer
      open={id !== null}
      onClose={onClose}
      width={680}
      title={data?.title ?? '任务'}
      tag={data ? <StateTag machine={taskMachine} state={data.state} /> : null}
      footer={data?.state === 'reviewing' ? <Decision key={data.id} task={data} /> : null}
    >
      <Loaded query={task} rows={10}>
        {(found) => (
          <>
            <DrawerSection title="任务内容">
              <Facts
                items={[
                  { label: '任务编号', value: <span className="num">{found.number}</span> },
                  { label: '企业', value: found.enterpriseName },
                  { label: '类型', value: taskKindLabels[found.kind] },
                  { label: '类别', value: found.category },
                  { label: '时间', value: formatDayRange(found.from, found.to) },
                  { label: '地点', value: found.place },
                  { label: '人数', value: <span className="num">{found.headCount} 人</span> },
                  {
                    label: '每人佣金',
                    value: (
                      <span className="num">{commissionText(found.commissionMin, found.commissionMax)}</span>
                    ),
                  },
                  {
                    label: '工作内容',
                    value: <span className="multiline">{found.description}</span>,
                    wide: true,
                  },
                ]}
              />
            </DrawerSection>
            <Pictures title="任务照片" files={found.pictures} />
            <Pictures title="完成凭证" files={found.vouchers} />
            <DrawerSection title="灵工进度">
              <Progress counts={found.counts} />
            </DrawerSection>
            {found.rejectReason ? <DrawerSection title="驳回原因">{found.rejectReason}</DrawerSection> : null}
            <DrawerSection title="记录">
              <History entries={found.timeline} />
            </DrawerSection>
          </>
        )}
      </Loaded>
    </DetailDrawer>
  )
}

function Pictures({ title, files }: { title: string; files: Task['pictures'] }) {
  if (files.length === 0) return null
  return (
    <DrawerSection title={title}>
      <Image.PreviewGroup>
        <div className="picture-row">
          {files.map(({ id, url, name }) => (
            <Image key={id} src={url} alt={name} width={104} height={104} />
          ))}
        </div>
      </Image.PreviewGroup>
    </DrawerSection>
  )
}

function Progress({ counts }: { counts: Task['counts'] }) {
  const states = (Object.keys(assignmentMachine.labels) as (keyof Task['counts'])[]).filter(
    (state) => (counts[state] ?? 0) > 0,
  )
  if (states.length === 0) return <span className="faint">还没有指派灵工</span>
  return (
    <div className="count-row">
      {states.map((state) => (
        <span key={state}>
          <StateTag machine={assignmentMachine} state={state} />
          <span className="num"> {counts[state]} 人</span>
        </span>
      ))}
    </div>
  )
}

function Decision({ task }: { task: Task }) {
  const can = useCan()
  const confirm = useConfirm()
  const { message } = App.useApp()
  const [rejecting, setRejecting] = useState(false)
  const { id, title, enterpriseName } = task
  const approve = useIntent(approveTask, {
    invalidate,
    onDone: () => void message.success(`已通过任务“${title}”`),
  })
  const reject = useIntent(rejectTask, {
    inline: true,
    invalidate,
    onDone: () => {
      setRejecting(false)
      void message.success(`已驳回任务“${title}”`)
    },
  })
  if (!can('task.review')) return null
  return (
    <>
      <Button danger onClick={() => setRejecting(true)}>
        驳回
      </Button>
      <Button
        type="primary"
        loading={approve.running}
        onClick={() =>
          confirm({
            title: `通过任务“${title}”？`,
            content: `通过后${enterpriseName}可以指派灵工，并在灵工完成后发佣。`,
            okText: '通过任务',
            onOk: () => approve.run({ params: { id } }),
          })
        }
      >
        通过
      </Button>
      <ReasonModal
        open={rejecting}
        title={`驳回任务“${title}”`}
        note="企业会收到通知，修改后可以重新提交。"
        label="驳回原因"
        okText="驳回任务"
        running={reject.running}
        error={reject.error}
        onOk={(reason) => void reject.run({ params: { id }, body: { reason } })}
        onClose={() => setRejecting(false)}
      />
    </>
  )
}
