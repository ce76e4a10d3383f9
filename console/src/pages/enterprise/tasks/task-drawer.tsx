import { Alert, Image, Tabs, Typography } from 'antd'
import { formatDayRange, getTask, taskKindLabels, taskMachine } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Facts } from '@/shared/ui/facts'
import { Loaded } from '@/shared/ui/loaded'
import { StateTag } from '@/shared/ui/state-tag'
import { History } from '@/shared/ui/timeline'
import type { TaskDetail } from '../parts/types'
import { AssignmentsTab } from './assignments-tab'
import { CommissionRange } from './commission-range'
import type { Picture } from './task-form'
import { TaskActions } from './task-actions'

/** A task with its workers and history; `id` null closes it. */
export function TaskDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const query = useApi(getTask, { params: { id: id ?? '' } }, { enabled: id !== null })
  const task = id === null ? undefined : query.data
  return (
    <DetailDrawer
      open={id !== null}
      title={task?.title ?? '任务详情'}
      tag={task && <StateTag machine={taskMachine} state={task.state} />}
      width={840}
      onClose={onClose}
      footer={task && <TaskActions key={task.id} task={task} />}
    >
      {id && <Loaded query={query}>{(data) => <TaskBody key={data.id} task={data} />}</Loaded>}
    </DetailDrawer>
  )
}

function TaskBody({ task }: { task: TaskDetail }) {
  const facts = (
    <>
      <DrawerSection title="工作内容">
        <Facts
          items={[
            {
              label: '任务编号',
              value: (
                <Typography.Text copyable={{ tooltips: ['复制任务编号', '已复制'] }} className="num">
                  {task.number}
                </Typography.Text>
              ),
            },
            { label: '服务商', value: task.providerName },
            { label: '任务类型', value: taskKindLabels[task.kind] },
            { label: '任务类别', value: task.category },
            { label: '任务时间', value: formatDayRange(task.from, task.to) },
            { label: '工作地点', value: task.place },
            { label: '人数', value: `${task.headCount} 人` },
            { label: '佣金（每人）', value: <CommissionRange task={task} /> },
            { label: '工作说明', value: <span className="as-written">{task.description}</span>, wide: true },
          ]}
        />
      </DrawerSection>
      <Pictures title="场景照片" pictures={task.pictures} />
      <Pictures title="完成凭证" pictures={task.vouchers} />
    </>
  )
  const tabs = [
    ...(task.kind === 'standard'
      ? [{ key: 'workers', label: '灵工', children: <AssignmentsTab task={task} /> }]
      : []),
    { key: 'facts', label: '任务内容', children: facts },
    { key: 'history', label: '进展记录', children: <History entries={task.timeline} /> },
  ]
  const assignable = task.state === 'in-progress' || task.state === 'completed'
  return (
    <>
      {task.state === 'rejected' && (
        <Alert
          type="warning"
          showIcon
          title={`服务商驳回：${task.rejectReason ?? '未写原因'}`}
          description="点下方“修改并重新提交”，改好后会再次送审。款项没有任何变动。"
          style={{ marginBottom: 12 }}
        />
      )}
      {task.state === 'reviewing' && (
        <Alert
          type="info"
          showIcon
          title="服务商正在审核，通过后即可指派灵工、分享二维码"
          style={{ marginBottom: 12 }}
        />
      )}
      <Tabs defaultActiveKey={assignable && task.kind === 'standard' ? 'workers' : 'facts'} items={tabs} />
    </>
  )
}

function Pictures({ title, pictures }: { title: string; pictures: Picture[] }) {
  if (pictures.length === 0) return null
  return (
    <DrawerSection title={title}>
      <Image.PreviewGroup>
        <div className="picture-row">
          {pictures.map(({ id, url, name }) => (
            <Image key={id} src={url} alt={name} width={104} height={104} />
          ))}
        </div>
      </Image.PreviewGroup>
    </DrawerSection>
  )
}
