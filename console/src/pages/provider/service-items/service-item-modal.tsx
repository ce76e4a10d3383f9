import { App, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import {
  addServiceItem,
  getOwnProvider,
  invoiceCategories,
  updateServiceItem,
  zServiceItemForm,
} from '@linggong/shared'
import type { ApiError, BodyInputOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { applyApiError } from '@/shared/form/field-errors'
import { YuanInput } from '@/shared/form/yuan-input'
import { zodRule } from '@/shared/form/zod-rule'
import { ErrorAlert } from '@/shared/ui/error-state'
import type { ServiceItem } from './service-items-page'

type Body = BodyInputOf<typeof addServiceItem>
/** The rate is typed in per cent. */
type Values = Omit<Body, 'feeRate'> & { feeRate: number }
const fields = zServiceItemForm.shape

/** Adds a service item, or changes one. */
export function ServiceItemModal({
  item,
  onClose,
}: {
  item: ServiceItem | 'new' | null
  onClose: () => void
}) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [error, setError] = useState<ApiError | null>(null)
  const add = useIntent(addServiceItem, { inline: true, invalidate: [getOwnProvider] })
  const update = useIntent(updateServiceItem, { inline: true, invalidate: [getOwnProvider] })
  const edited = item === 'new' ? null : item

  async function save(values: Values) {
    setError(null)
    const body: Body = { ...values, feeRate: Math.round(values.feeRate * 100) }
    try {
      if (edited) await update.attempt({ params: { id: edited.id }, body })
      else await add.attempt({ body })
      void message.success(`服务项“${body.name}”已保存`)
      onClose()
    } catch (thrown) {
      const refusal = thrown as ApiError
      if (!applyApiError(form, refusal)) setError(refusal)
    }
  }

  return (
    <Modal
      open={item !== null}
      title={edited ? `修改服务项“${edited.name}”` : '新增服务项'}
      okText="保存服务项"
      cancelText="返回"
      confirmLoading={add.running || update.running}
      onOk={() => form.submit()}
      onCancel={() => {
        setError(null)
        onClose()
      }}
      mask={{ closable: false }}
      destroyOnHidden
      width={520}
    >
      {edited ? <div className="modal-note">只影响之后新签的合同，已签合同的费率不变。</div> : null}
      <ErrorAlert error={error} />
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={edited ? { ...edited, feeRate: edited.feeRate / 100 } : { invoiceCutoffDay: 25 }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="name" label="服务项名称" rules={[zodRule(fields.name)]} validateTrigger="onBlur">
          <Input maxLength={50} placeholder="例如：灵活用工综合服务" />
        </Form.Item>
        <Form.Item name="invoiceCategory" label="发票类目" rules={[zodRule(fields.invoiceCategory)]}>
          <Select
            placeholder="请选择"
            options={invoiceCategories.map((category) => ({ value: category, label: category }))}
          />
        </Form.Item>
        <Form.Item
          name="feeRate"
          label="服务费率（%）"
          rules={[{ required: true, message: '请填写服务费率' }]}
          extra="在佣金之外收取：佣金 ￥10,000.00、费率 10%，另收服务费 ￥1,000.00"
        >
          <InputNumber min={0} max={100} step={0.1} precision={2} suffix="%" style={{ width: 160 }} />
        </Form.Item>
        <Form.Item
          name="invoiceCutoffDay"
          label="开票截止日（每月几日）"
          rules={[zodRule(fields.invoiceCutoffDay)]}
          extra="1 至 28 日；过了这天，当月不再开票"
        >
          <InputNumber min={1} max={28} precision={0} suffix="日" style={{ width: 160 }} />
        </Form.Item>
        <Form.Item
          name="minimumInvoice"
          label="起开金额（元）"
          rules={[zodRule(fields.minimumInvoice)]}
          extra="不到这个数累计到以后开；不限就填 0"
        >
          <YuanInput zero />
        </Form.Item>
      </Form>
    </Modal>
  )
}
