import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { cancelTask, getTask, listTasks, withdrawTask } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useCan } from '@/shared/session'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { useConfirm } from '@/shared/ui/use-confirm'
import type { TaskDetail } from '../parts/types'
import { CompleteTaskModal } from './complete-task-modal'
import { ShareModal } from './share-modal'

type Opened = 'cancel' | 'complete' | 'share' | null
const shown = [getTask, listTasks]

/** What can be done with a task in its state. */
export function TaskActions({ task }: { task: TaskDetail }) {
  const can = useCan()
  const confirm = useConfirm()
  const [opened, setOpened] = useState<Opened>(null)
  const withdraw = useIntent(withdrawTask, { invalidate: shown })
  const cancel = useIntent(cancelTask, { invalidate: shown, inline: true })
  const { id, state, title } = task
  const params = { id }
  const close = () => setOpened(null)
  if (!can('task.manage')) return null

  const cancelButton = (
    <Button danger onClick={() => setOpened('cancel')}>
      取消任务
    </Button>
  )
  return (
    <>
      {state === 'reviewing' && (
        <>
          {cancelButton}
          <Button
            loading={withdraw.running}
            onClick={() =>
              confirm({
                title: `撤回任务“${title}”？`,
                content: '撤回后服务商不再审核，修改后可以重新提交。',
                okText: '撤回任务',
                onOk: () => withdraw.run({ params }),
              })
            }
          >
            撤回任务
          </Button>
        </>
      )}
      {(state === 'draft' || state === 'rejected') && (
        <>
          {cancelButton}
          <Link to={`/enterprise/tasks/${id}/edit`}>
            <Button type="primary">修改并重新提交</Button>
          </Link>
        </>
      )}
      {state === 'in-progress' && (
        <>
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'complete', label: '完成任务' },
                { key: 'cancel', label: '取消任务', danger: true },
              ],
              onClick: ({ key }) => setOpened(key === 'complete' ? 'complete' : 'cancel'),
            }}
          >
            <Button>结束任务</Button>
          </Dropdown>
          <Button type="primary" onClick={() => setOpened('share')}>
            分享二维码
          </Button>
        </>
      )}
      <ReasonModal
        open={opened === 'cancel'}
        title={`取消任务“${title}”`}
        note="取消后不能恢复：未完成的指派会一并取消并通知灵工，不再从此任务发佣。已有付款的任务不能取消，可以选择完成任务。"
        placeholder="灵工会看到这段文字"
        okText="取消任务"
        running={cancel.running}
        error={cancel.error}
        onOk={(reason) => void cancel.run({ params, body: { reason } }).then((done) => done && close())}
        onClose={() => {
          cancel.reset()
          close()
        }}
      />
      {opened === 'complete' && <CompleteTaskModal task={task} onClose={close} />}
      {opened === 'share' && <ShareModal task={task} onClose={close} />}
    </>
  )
}
