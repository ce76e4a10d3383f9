import { Button, Form, Input } from 'antd'
import type { FormInstance } from 'antd'
import { useState } from 'react'
import { getOnboarding, submitOnboarding, zOnboardingForm } from '@linggong/shared'
import type { ApiError, BodyInputOf, ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { applyApiError } from '@/shared/form/field-errors'
import { FormSection, FormWithAside } from '@/shared/form/form-sections'
import { zodRule } from '@/shared/form/zod-rule'
import { ErrorAlert } from '@/shared/ui/error-state'
import { LicenceField } from './licence-field'

type Values = BodyInputOf<typeof submitOnboarding>
const fields = zOnboardingForm.shape

/** The application in three sections; what was filled in for the version before is kept. */
export function OnboardingForm({ before }: { before: ResponseOf<typeof getOnboarding> }) {
  const [form] = Form.useForm<Values>()
  const [error, setError] = useState<ApiError | null>(null)
  const submit = useIntent(submitOnboarding, { inline: true, invalidate: [getOnboarding] })

  async function send(body: Values) {
    setError(null)
    try {
      await submit.attempt({ body })
    } catch (thrown) {
      const refusal = thrown as ApiError
      if (!applyApiError(form, refusal)) setError(refusal)
    }
  }

  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={before?.form ?? {}}
      scrollToFirstError={{ block: 'center' }}
      onFinish={(values) => void send(values)}
    >
      <FormWithAside aside={<Summary form={form} error={error} running={submit.running} />}>
        <FormSection title="企业" note="与营业执照一致，审核通过后合同、发票都用这些信息">
          <Form.Item name="name" label="企业名称" rules={[zodRule(fields.name)]} validateTrigger="onBlur">
            <Input maxLength={80} placeholder="营业执照上的全称" />
          </Form.Item>
          <Form.Item
            name="creditCode"
            label="统一社会信用代码"
            rules={[zodRule(fields.creditCode)]}
            validateTrigger="onBlur"
          >
            <Input maxLength={18} placeholder="18 位" />
          </Form.Item>
          <Form.Item
            name="legalPersonName"
            label="法定代表人"
            rules={[zodRule(fields.legalPersonName)]}
            validateTrigger="onBlur"
          >
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item
            name="address"
            label="注册地址"
            rules={[zodRule(fields.address)]}
            validateTrigger="onBlur"
          >
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item
            name="licenceFileId"
            label="营业执照"
            className="wide"
            rules={[{ required: true, message: '请上传营业执照' }]}
          >
            <LicenceField known={before?.licence ?? null} />
          </Form.Item>
        </FormSection>
        <FormSection title="企业联系人" note="签合同前需由联系人本人用手机做人脸核验，请填写真实身份">
          <Form.Item
            name="contactName"
            label="联系人姓名"
            rules={[zodRule(fields.contactName)]}
            validateTrigger="onBlur"
          >
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item
            name="contactPhone"
            label="联系人手机号"
            rules={[zodRule(fields.contactPhone)]}
            validateTrigger="onBlur"
          >
            <Input maxLength={13} inputMode="tel" />
          </Form.Item>
          <Form.Item
            name="contactIdNumber"
            label="联系人身份证号"
            rules={[zodRule(fields.contactIdNumber)]}
            validateTrigger="onBlur"
            extra="加密保存，只用于核验联系人身份"
          >
            <Input maxLength={18} autoComplete="off" />
          </Form.Item>
        </FormSection>
        <FormSection title="用工情况" note="服务商按此判断是否承接，会写入合同">
          <Form.Item
            name="scenario"
            label="用工场景"
            className="wide"
            rules={[zodRule(fields.scenario)]}
            validateTrigger="onBlur"
          >
            <Input.TextArea
              rows={3}
              maxLength={500}
              showCount
              placeholder="例如：同城即时配送高峰期的取送件与门店地推"
            />
          </Form.Item>
          <Form.Item
            name="formOfWork"
            label="用工形式"
            className="wide"
            rules={[zodRule(fields.formOfWork)]}
            validateTrigger="onBlur"
          >
            <Input maxLength={100} placeholder="例如：按单承接，自主安排时间" />
          </Form.Item>
        </FormSection>
      </FormWithAside>
    </Form>
  )
}

const sections: { label: string; names: (keyof Values)[] }[] = [
  { label: '企业', names: ['name', 'creditCode', 'legalPersonName', 'address', 'licenceFileId'] },
  { label: '企业联系人', names: ['contactName', 'contactPhone', 'contactIdNumber'] },
  { label: '用工情况', names: ['scenario', 'formOfWork'] },
]

/** How much is filled in, what happens next, and the button. */
function Summary({
  form,
  error,
  running,
}: {
  form: FormInstance<Values>
  error: ApiError | null
  running: boolean
}) {
  const values = Form.useWatch([], form) as Partial<Values> | undefined
  return (
    <div className="panel">
      <h2 className="panel__title">提交前核对</h2>
      <ul className="aside-list" style={{ marginTop: 8 }}>
        {sections.map(({ label, names }) => {
          const done = names.filter((name) => Boolean(values?.[name])).length
          return (
            <li key={label}>
              <span>{label}</span>
              <span className={done === names.length ? 'num' : 'num warn'}>
                {done === names.length ? '已填完' : `已填 ${done}/${names.length}`}
              </span>
            </li>
          )
        })}
      </ul>
      <ErrorAlert error={error} />
      <Button type="primary" htmlType="submit" block loading={running}>
        提交审核
      </Button>
      <p className="faint" style={{ marginTop: 10, fontSize: 13 }}>
        平台 1 个工作日内审核，结果会发短信到您的登录手机号。被驳回可以修改后再提交。
      </p>
    </div>
  )
}
