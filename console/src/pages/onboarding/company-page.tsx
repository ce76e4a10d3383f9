import { getOnboarding, onboardingMachine } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { EmptyState } from '@/shared/ui/empty'
import { Loaded } from '@/shared/ui/loaded'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { History } from '@/shared/ui/timeline'
import { CompanyFacts, ContactFacts, UsageFacts } from './application-facts'
import { LicencePicture } from './licence-picture'
import './onboarding.css'

/** The enterprise's verified information. */
export default function CompanyPage() {
  const application = useApi(getOnboarding, {})
  return (
    <Page title="企业信息" note="入驻时经平台审核的信息，合同和发票以此为准">
      <Loaded query={application} rows={10}>
        {(data) =>
          data?.form ? (
            <div className="company">
              <div>
                <Panel title="企业" extra={<StateTag machine={onboardingMachine} state={data.state} />}>
                  <CompanyFacts form={data.form} />
                </Panel>
                <Panel title="企业联系人">
                  <ContactFacts form={data.form} masked />
                </Panel>
                <Panel title="用工情况">
                  <UsageFacts form={data.form} />
                </Panel>
              </div>
              <div>
                <Panel title="营业执照">
                  <LicencePicture file={data.licence} />
                </Panel>
                <Panel title="进度">
                  <History entries={data.timeline} />
                </Panel>
              </div>
            </div>
          ) : (
            <Panel>
              <EmptyState text="没有入驻资料" hint="由平台直接开通的企业没有申请记录" />
            </Panel>
          )
        }
      </Loaded>
    </Page>
  )
}
