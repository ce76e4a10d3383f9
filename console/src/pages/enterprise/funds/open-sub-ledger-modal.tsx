import { Form, Input, Modal } from 'antd'
import { listSubLedgers, openSubLedger } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { zodRule } from '@/shared/form/zod-rule'
import { ErrorAlert } from '@/shared/ui/error-state'
import type { Engagement } from '../parts/types'
import { useFormError } from '../parts/use-form-error'

const account = openSubLedger.body.shape.boundAccount.shape

interface Values {
  boundAccount: { name: string; number: string; bankName: string }
}

/** Asks the bank for a sub-ledger bound to the enterprise's corporate account. */
export function OpenSubLedgerModal({ engagement, onClose }: { engagement: Engagement; onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const refused = useFormError(form)
  const open = useIntent(openSubLedger, { inline: true, invalidate: [listSubLedgers] })
  const submit = async (body: Values) => {
    const done = await refused.guard(open.attempt({ params: { id: engagement.id }, body }))
    if (done) onClose()
  }
  return (
    <Modal
      open
      title={`开通子账簿：${engagement.providerName}`}
      okText="确认开通"
      cancelText="返回"
      confirmLoading={open.running}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      width={520}
    >
      <div className="modal-note">
        请填写本企业的对公账户。充值从这个账户转入，余额退款也退回这个账户，户名必须与企业名称一致。
      </div>
      <ErrorAlert error={refused.error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void submit(values)}
        initialValues={{ boundAccount: { name: engagement.enterpriseName } }}
      >
        <Form.Item name={['boundAccount', 'name']} label="对公账户户名" rules={[zodRule(account.name)]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name={['boundAccount', 'number']} label="对公账号" rules={[zodRule(account.number)]}>
          <Input maxLength={40} inputMode="numeric" />
        </Form.Item>
        <Form.Item name={['boundAccount', 'bankName']} label="开户银行" rules={[zodRule(account.bankName)]}>
          <Input maxLength={60} placeholder="如：招商银行深圳分行" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
