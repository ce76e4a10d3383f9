import { Button, Form } from 'antd'
import { useNavigate } from 'react-router'
import { applyEngagement, listEngagements } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { DetailDrawer } from '@/shared/ui/detail-drawer'
import { ErrorAlert } from '@/shared/ui/error-state'
import type { DirectoryProvider } from '../parts/types'
import { useFormError } from '../parts/use-form-error'
import { ApplicationForm, toApplication, type ApplicationValues } from './application-form'

/** The application to one provider; null closes it. */
export function ApplyDrawer({
  provider,
  onClose,
}: {
  provider: DirectoryProvider | null
  onClose: () => void
}) {
  const [form] = Form.useForm<ApplicationValues>()
  const navigate = useNavigate()
  const refused = useFormError(form)
  const apply = useIntent(applyEngagement, { inline: true, invalidate: [listEngagements] })
  const submit = async (values: ApplicationValues) => {
    if (!provider) return
    const done = await refused.guard(apply.attempt({ body: toApplication(provider, values) }))
    if (done) void navigate(`/enterprise/contracts?id=${done.id}`)
  }
  return (
    <DetailDrawer
      open={provider !== null}
      title={`申请签约：${provider?.name ?? ''}`}
      onClose={() => {
        refused.clear()
        onClose()
      }}
      footer={
        <>
          <Button onClick={onClose}>返回</Button>
          <Button type="primary" loading={apply.running} onClick={() => form.submit()}>
            提交申请
          </Button>
        </>
      }
    >
      <ErrorAlert error={refused.error} />
      {provider && (
        <ApplicationForm
          key={provider.id}
          form={form}
          provider={provider}
          onSubmit={(values) => void submit(values)}
        />
      )}
    </DetailDrawer>
  )
}
