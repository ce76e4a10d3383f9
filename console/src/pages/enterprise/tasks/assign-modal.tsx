import { App, Form, Input, Modal } from 'antd'
import {
  assignWorker,
  correctAssignment,
  getTask,
  listTaskAssignments,
  listTasks,
  zPersonName,
  zPhone,
} from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { zodRule } from '@/shared/form/zod-rule'
import { ErrorAlert } from '@/shared/ui/error-state'
import type { Assignment, TaskDetail } from '../parts/types'
import { useFormError } from '../parts/use-form-error'

const invalidate = [listTaskAssignments, getTask, listTasks]

/** Assigns one worker by name and phone; with `wrong` it corrects an assignment whose name did not match. */
export function AssignModal(props: { task: TaskDetail; wrong?: Assignment; onClose: () => void }) {
  const { task, wrong, onClose } = props
  const [form] = Form.useForm<{ name: string; phone: string }>()
  const { message } = App.useApp()
  const assign = useIntent(assignWorker, { invalidate, inline: true })
  const correct = useIntent(correctAssignment, { invalidate, inline: true })
  const refused = useFormError(form)

  const submit = async (body: { name: string; phone: string }) => {
    const row = await refused.guard(
      wrong
        ? correct.attempt({ params: { id: wrong.id }, body })
        : assign.attempt({ params: { id: task.id }, body }),
    )
    if (!row) return
    void message.success(
      row.state === 'waiting'
        ? `已指派${row.name}，用此手机号注册后会自动收到任务`
        : `已指派${row.name}，等待对方接受`,
    )
    onClose()
  }

  return (
    <Modal
      open
      title={wrong ? `更正对${wrong.name}的指派` : '指派灵工'}
      okText={wrong ? '保存更正' : '确认指派'}
      cancelText="返回"
      confirmLoading={assign.running || correct.running}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      width={440}
    >
      <div className="modal-note">
        {wrong
          ? '注册此手机号的人姓名与指派的不同。请填写灵工本人的姓名和手机号，款项不受影响。'
          : '姓名须与灵工实名一致。还没注册的灵工也可以先指派，注册后自动收到任务。'}
      </div>
      <ErrorAlert error={refused.error} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
        <Form.Item name="name" label="姓名" rules={[zodRule(zPersonName)]}>
          <Input maxLength={30} autoFocus />
        </Form.Item>
        <Form.Item name="phone" label="手机号" rules={[zodRule(zPhone)]}>
          <Input maxLength={11} inputMode="numeric" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
