import { Form, Radio } from 'antd'
import { getOnboarding } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Facts } from '@/shared/ui/facts'
import type { FormInstance } from 'antd'
import type { DirectoryProvider } from '../parts/types'
import { ItemTerms } from './item-terms'

export interface ApplicationValues {
  serviceItemId: string
}

/** The request of a filled-in application: the invoice category is the service item's. */
export function toApplication(provider: DirectoryProvider, { serviceItemId }: ApplicationValues) {
  const item = provider.serviceItems.find(({ id }) => id === serviceItemId)
  if (!item) throw new Error(`no service item ${serviceItemId}`)
  return {
    providerId: provider.id,
    serviceItemId,
    invoiceCategory: item.invoiceCategory,
    operatingModel: 'participation' as const,
  }
}

/** Chooses the service item; shows what else goes with the application. */
export function ApplicationForm(props: {
  form: FormInstance<ApplicationValues>
  provider: DirectoryProvider
  serviceItemId?: string | undefined
  onSubmit: (values: ApplicationValues) => void
}) {
  const { form, provider, serviceItemId, onSubmit } = props
  const onboarding = useApi(getOnboarding, {})
  const [only] = provider.serviceItems.length === 1 ? provider.serviceItems : []
  const company = onboarding.data?.form
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={onSubmit}
      initialValues={{ serviceItemId: serviceItemId ?? only?.id }}
    >
      <Form.Item name="serviceItemId" label="服务项" rules={[{ required: true, message: '请选择服务项' }]}>
        <Radio.Group className="choices">
          {provider.serviceItems.map((item) => (
            <Radio key={item.id} value={item.id} className="choice">
              <div className="choice__title">{item.name}</div>
              <ItemTerms item={item} />
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Facts
        columns={1}
        items={[
          {
            label: '经营模式',
            value: '参与经营：服务商与灵工签约，由服务商结算佣金、开具发票并代扣个人所得税',
          },
          {
            label: '用工场景（取自企业信息）',
            value: <span className="as-written">{company?.scenario}</span>,
          },
          { label: '用工形式（取自企业信息）', value: company?.formOfWork },
        ]}
      />
    </Form>
  )
}
