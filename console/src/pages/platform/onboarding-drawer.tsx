import { getOnboardingForReview, onboardingMachine } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { CompanyFacts, UsageFacts } from '@/pages/onboarding/application-facts'
import { LicencePicture } from '@/pages/onboarding/licence-picture'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Loaded } from '@/shared/ui/loaded'
import { StateTag } from '@/shared/ui/state-tag'
import { History } from '@/shared/ui/timeline'
import { Changes } from './changes'
import { ContactSection } from './contact-section'
import { OnboardingDecision } from './onboarding-decision'

/** One application: what it says, the licence, what changed since the last rejection; approve or reject. */
export function OnboardingDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const review = useApi(
    getOnboardingForReview,
    { params: { id: id ?? '' }, query: {} },
    { enabled: id !== null },
  )
  const { data } = review
  return (
    <DetailDrawer
      open={id !== null}
      onClose={onClose}
      width={760}
      title={data?.form.name ?? '入驻申请'}
      tag={data ? <StateTag machine={onboardingMachine} state={data.state} /> : null}
      footer={data?.state === 'submitted' ? <OnboardingDecision key={data.id} review={data} /> : null}
    >
      <Loaded query={review} rows={12}>
        {(found) => (
          <>
            {found.changes.length > 0 ? (
              <DrawerSection title="与上一版的不同">
                <Changes rows={found.changes} />
              </DrawerSection>
            ) : null}
            {found.rejectReason ? <DrawerSection title="驳回原因">{found.rejectReason}</DrawerSection> : null}
            <DrawerSection title="企业">
              <CompanyFacts form={found.form} />
            </DrawerSection>
            <ContactSection key={found.id} review={found} />
            <DrawerSection title="用工情况">
              <UsageFacts form={found.form} />
            </DrawerSection>
            <DrawerSection title="营业执照">
              <LicencePicture file={found.licence} />
            </DrawerSection>
            <DrawerSection title="记录">
              <History entries={found.timeline} />
            </DrawerSection>
          </>
        )}
      </Loaded>
    </DetailDrawer>
  )
}
