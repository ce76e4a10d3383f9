import { Alert, Button, Result } from 'antd'
import { useEffect } from 'react'
import { Navigate } from 'react-router'
import { getConsoleMe, getOnboarding } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { refresh, useApi } from '@/shared/api/use-query'
import { useSession } from '@/shared/session'
import { Loaded } from '@/shared/ui/loaded'
import { Page, Panel } from '@/shared/ui/page'
import { scrollToTop } from '@/shared/ui/scroll-top'
import { History } from '@/shared/ui/timeline'
import { TimeText } from '@/shared/ui/time'
import { CompanyFacts, ContactFacts, UsageFacts } from './application-facts'
import { OnboardingForm } from './onboarding-form'
import './onboarding.css'

type Application = NonNullable<ResponseOf<typeof getOnboarding>>

/** The enterprise's application: to fill in, under review, rejected and to be corrected, approved. */
export default function OnboardingPage() {
  const { organisation } = useSession()
  const application = useApi(
    getOnboarding,
    {},
    { enabled: !organisation, refetchInterval: (data) => (data?.state === 'submitted' ? 10_000 : false) },
  )
  const state = application.data?.state
  useEffect(() => {
    scrollToTop()
    if (state === 'approved') void refresh(getConsoleMe)
  }, [state])
  if (organisation) return <Navigate to="/" replace />
  return (
    <Page
      title="企业入驻"
      note="审核通过后即可签约服务商、发布任务和发佣"
      extra={state === 'submitted' ? <Button onClick={() => void application.refetch()}>刷新</Button> : null}
    >
      <Loaded query={application} rows={10}>
        {(data) => <Content application={data} />}
      </Loaded>
    </Page>
  )
}

function Content({ application }: { application: Application | null }) {
  if (application?.state === 'submitted') return <UnderReview application={application} />
  if (application?.state === 'approved')
    return (
      <Panel>
        <Result
          status="success"
          title="入驻已通过"
          extra={
            <Button type="primary" onClick={() => void refresh(getConsoleMe)}>
              进入工作台
            </Button>
          }
        />
      </Panel>
    )
  return (
    <>
      {application?.state === 'rejected' ? (
        <Alert
          type="error"
          showIcon
          className="error-alert"
          title="申请被驳回，请修改后重新提交"
          description={application.rejectReason ?? ''}
        />
      ) : null}
      <OnboardingForm before={application} />
    </>
  )
}

function UnderReview({ application }: { application: Application }) {
  return (
    <>
      <Panel>
        <Result
          className="onboarding-result"
          status="info"
          title="申请审核中"
          subTitle={
            <>
              <TimeText at={application.submittedAt} /> 提交，平台 1
              个工作日内审核，结果会发短信到您的登录手机号
            </>
          }
        />
      </Panel>
      {application.form ? (
        <Panel title="提交的内容">
          <CompanyFacts form={application.form} />
          <hr className="rule" />
          <ContactFacts form={application.form} masked />
          <hr className="rule" />
          <UsageFacts form={application.form} />
        </Panel>
      ) : null}
      <Panel title="进度">
        <History entries={application.timeline} />
      </Panel>
    </>
  )
}
