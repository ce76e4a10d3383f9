import { maskIdNumber } from '@linggong/shared'
import type { zOnboardingForm } from '@linggong/shared'
import { Facts } from '@/shared/ui/facts'

type Form = (typeof zOnboardingForm)['_output']

/** What an application says about the enterprise. */
export function CompanyFacts({ form }: { form: Form }) {
  return (
    <Facts
      items={[
        { label: '企业名称', value: form.name },
        { label: '统一社会信用代码', value: <span className="num">{form.creditCode}</span> },
        { label: '法定代表人', value: form.legalPersonName },
        { label: '注册地址', value: form.address },
      ]}
    />
  )
}

/** Who the contact is; `masked` hides the middle of the ID number. */
export function ContactFacts({ form, masked }: { form: Form; masked?: boolean }) {
  const { contactIdNumber } = form
  return (
    <Facts
      items={[
        { label: '联系人', value: form.contactName },
        { label: '联系人手机号', value: <span className="num">{form.contactPhone}</span> },
        {
          label: '联系人身份证号',
          value: <span className="num">{masked ? maskIdNumber(contactIdNumber) : contactIdNumber}</span>,
          wide: true,
        },
      ]}
    />
  )
}

export function UsageFacts({ form }: { form: Form }) {
  return (
    <Facts
      columns={1}
      items={[
        { label: '用工场景', value: form.scenario },
        { label: '用工形式', value: form.formOfWork },
      ]}
    />
  )
}
