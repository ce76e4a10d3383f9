import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { zReason } from '@linggong/shared'
import type { ApiError } from '@linggong/shared'
import { zodRule } from '../form/zod-rule'
import { ErrorAlert } from './error-state'

/** Asks why: for rejecting, cancelling, ending. `okText` names what happens. */
export function ReasonModal({
  open,
  title,
  note,
  label = '原因',
  placeholder = '对方会看到这段文字，请写明需要怎样修改',
  okText,
  danger = true,
  running,
  error,
  onOk,
  onClose,
}: {
  open: boolean
  title: string
  /** What it affects. */
  note?: ReactNode
  label?: string
  placeholder?: string
  okText: string
  danger?: boolean
  running: boolean
  error: ApiError | null
  onOk: (reason: string) => void
  onClose: () => void
}) {
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal
      open={open}
      title={title}
      okText={okText}
      cancelText="返回"
      okButtonProps={{ danger }}
      confirmLoading={running}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      destroyOnHidden
      width={480}
    >
      {note ? <div className="modal-note">{note}</div> : null}
      <ErrorAlert error={error} />
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        onFinish={({ reason }) => onOk(reason)}
      >
        <Form.Item name="reason" label={label} rules={[zodRule(zReason)]}>
          <Input.TextArea rows={4} maxLength={200} showCount placeholder={placeholder} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
