import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import {
  createProvider,
  listProviders,
  zAccountNumber,
  zCreditCode,
  zOrganisationName,
  zPersonName,
  zPhone,
} from '@linggong/shared'
import type { ApiError, BodyInputOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { applyApiError } from '@/shared/form/field-errors'
import { zodRule } from '@/shared/form/zod-rule'
import { ErrorAlert } from '@/shared/ui/error-state'

type Values = BodyInputOf<typeof createProvider>

/** Opens a provider: its data, its bank account and its first administrator. */
export function CreateProviderModal({
  open,
  onClose,
  onCreated,
}: {
  open: boolean
  onClose: () => void
  onCreated: (id: string) => void
}) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [error, setError] = useState<ApiError | null>(null)
  const create = useIntent(createProvider, { inline: true, invalidate: [listProviders] })

  async function send(body: Values) {
    setError(null)
    try {
      const { id, name } = await create.attempt({ body })
      void message.success(`已开通“${name}”，管理员可用短信登录`)
      onClose()
      onCreated(id)
    } catch (thrown) {
      const refusal = thrown as ApiError
      if (!applyApiError(form, refusal)) setError(refusal)
    }
  }

  return (
    <Modal
      open={open}
      title="新建服务商"
      okText="开通服务商"
      cancelText="返回"
      confirmLoading={create.running}
      onOk={() => form.submit()}
      onCancel={() => {
        setError(null)
        onClose()
      }}
      mask={{ closable: false }}
      destroyOnHidden
      width={560}
    >
      <ErrorAlert error={error} />
      <Form form={form} layout="vertical" preserve={false} onFinish={(values) => void send(values)}>
        <Form.Item
          name="name"
          label="服务商名称"
          rules={[zodRule(zOrganisationName)]}
          validateTrigger="onBlur"
        >
          <Input maxLength={80} placeholder="营业执照上的全称" />
        </Form.Item>
        <Form.Item
          name="creditCode"
          label="统一社会信用代码"
          rules={[zodRule(zCreditCode)]}
          validateTrigger="onBlur"
        >
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item
          name="bankAccountNo"
          label="银行账号"
          rules={[zodRule(zAccountNumber)]}
          validateTrigger="onBlur"
          extra="在合作银行开立，用来管理子账簿和向灵工付款；提交时会向银行核对"
        >
          <Input maxLength={40} inputMode="numeric" />
        </Form.Item>
        <Form.Item
          name="adminName"
          label="管理员姓名"
          rules={[zodRule(zPersonName)]}
          validateTrigger="onBlur"
        >
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item
          name="adminPhone"
          label="管理员手机号"
          rules={[zodRule(zPhone)]}
          validateTrigger="onBlur"
          extra="管理员用这个手机号短信登录，登录后可在“账号与密码”里设置密码"
        >
          <Input maxLength={13} inputMode="tel" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
