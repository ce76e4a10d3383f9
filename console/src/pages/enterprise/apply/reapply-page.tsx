import { Alert, Button, Form } from 'antd'
import { Link, useNavigate, useParams } from 'react-router'
import { getEngagement, listDirectory, listEngagements, reapplyEngagement } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { EmptyState } from '@/shared/ui/empty'
import { ErrorAlert } from '@/shared/ui/error-state'
import { Loaded } from '@/shared/ui/loaded'
import { Page, Panel } from '@/shared/ui/page'
import type { DirectoryProvider, EngagementDetail } from '../parts/types'
import { useFormError } from '../parts/use-form-error'
import { ApplicationForm, toApplication, type ApplicationValues } from './application-form'

const toContracts = (
  <Link to="/enterprise/contracts">
    <Button>返回我的合同</Button>
  </Link>
)

/** Changes a rejected application and submits it again. The address names the engagement. */
export default function ReapplyPage() {
  const { id = '' } = useParams()
  const engagement = useApi(getEngagement, { params: { id } })
  const directory = useApi(listDirectory, {})
  return (
    <Page title="修改申请" note={engagement.data?.providerName}>
      <Loaded query={engagement}>
        {(data) => (
          <Loaded query={directory}>
            {({ rows }) => {
              const provider = rows.find((row) => row.id === data.providerId)
              return (
                <Panel>
                  {!provider ? (
                    <EmptyState text="这家服务商暂时不接受申请" action={toContracts} />
                  ) : data.state !== 'rejected' ? (
                    <EmptyState text="这份申请不用修改，请查看签约进展" action={toContracts} />
                  ) : (
                    <Reapply engagement={data} provider={provider} />
                  )}
                </Panel>
              )
            }}
          </Loaded>
        )}
      </Loaded>
    </Page>
  )
}

function Reapply({ engagement, provider }: { engagement: EngagementDetail; provider: DirectoryProvider }) {
  const [form] = Form.useForm<ApplicationValues>()
  const navigate = useNavigate()
  const refused = useFormError(form)
  const reapply = useIntent(reapplyEngagement, { inline: true, invalidate: [listEngagements, getEngagement] })
  const before = provider.serviceItems.find(({ name }) => name === engagement.serviceItemName)
  const submit = async (values: ApplicationValues) => {
    const done = await refused.guard(
      reapply.attempt({ params: { id: engagement.id }, body: toApplication(provider, values) }),
    )
    if (done) void navigate(`/enterprise/contracts?id=${done.id}`)
  }
  return (
    <div style={{ maxWidth: 760 }}>
      <Alert
        type="warning"
        showIcon
        title={`服务商驳回：${engagement.rejectReason ?? '未写原因'}`}
        style={{ marginBottom: 16 }}
      />
      <ErrorAlert error={refused.error} />
      <ApplicationForm
        form={form}
        provider={provider}
        serviceItemId={before?.id}
        onSubmit={(values) => void submit(values)}
      />
      <div className="ways" style={{ marginTop: 20 }}>
        {toContracts}
        <Button type="primary" loading={reapply.running} onClick={() => form.submit()}>
          重新提交申请
        </Button>
      </div>
    </div>
  )
}
