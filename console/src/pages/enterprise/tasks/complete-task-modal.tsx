import { App, Modal } from 'antd'
import { useState } from 'react'
import { completeTask, getTask, listTaskAssignments, listTasks } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { ErrorAlert } from '@/shared/ui/error-state'
import type { TaskDetail } from '../parts/types'
import { PictureWall } from './picture-wall'
import type { Picture } from './task-form'

/** Completes the whole task with its vouchers, after saying what ends with it. */
export function CompleteTaskModal({ task, onClose }: { task: TaskDetail; onClose: () => void }) {
  const { message } = App.useApp()
  const [vouchers, setVouchers] = useState<Picture[]>([])
  const complete = useIntent(completeTask, {
    invalidate: [getTask, listTasks, listTaskAssignments],
    inline: true,
    onDone: () => {
      void message.success('任务已完成')
      onClose()
    },
  })
  const { waiting, mismatch, assigned, accepted } = task.counts
  const open = waiting + mismatch + assigned + accepted
  return (
    <Modal
      open
      title={`完成任务“${task.title}”`}
      okText="完成任务"
      cancelText="返回"
      confirmLoading={complete.running}
      onOk={() =>
        void complete.run({ params: { id: task.id }, body: { voucherIds: vouchers.map(({ id }) => id) } })
      }
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="modal-note">
        完成后不能恢复，也不能再从此任务发佣；请先确认该付的佣金都已发放。
        {open > 0 && `还有 ${open} 人的指派没有结束，会一并取消并通知灵工。`}
      </div>
      <ErrorAlert error={complete.error} />
      <div style={{ marginBottom: 8 }}>完成凭证（选填，最多 9 张）</div>
      <PictureWall text="添加凭证" value={vouchers} onChange={setVouchers} />
    </Modal>
  )
}
