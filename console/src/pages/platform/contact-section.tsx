import { Button } from 'antd'
import { useState } from 'react'
import { getOnboardingForReview } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { ContactFacts } from '@/pages/onboarding/application-facts'
import { DrawerSection } from '@/shared/ui/detail-drawer'
import { ReasonModal } from '@/shared/ui/reason-modal'

type Review = ResponseOf<typeof getOnboardingForReview>

/** The contact, masked; the whole numbers are shown for a reason, which is kept in the audit log. */
export function ContactSection({ review }: { review: Review }) {
  const [asking, setAsking] = useState(false)
  const [revealed, setRevealed] = useState<Review['form'] | null>(null)
  // Each such read is audited: it is made once, on the click, and not by a query that may be repeated.
  const reveal = useIntent(getOnboardingForReview, {
    inline: true,
    onDone: ({ form }) => {
      setRevealed(form)
      setAsking(false)
    },
  })
  return (
    <DrawerSection
      title="企业联系人"
      extra={
        revealed ? null : (
          <Button type="link" size="small" onClick={() => setAsking(true)}>
            查看完整号码
          </Button>
        )
      }
    >
      <ContactFacts form={revealed ?? review.form} />
      <ReasonModal
        open={asking}
        title="查看联系人的完整号码"
        note="查看会留下记录：谁、什么时间、为什么。"
        label="查看原因"
        placeholder="例如：核对联系人身份"
        okText="查看号码"
        danger={false}
        running={reveal.running}
        error={reveal.error}
        onOk={(reason) =>
          void reveal.run({ params: { id: review.id }, query: { reveal: reason.slice(0, 100) } })
        }
        onClose={() => setAsking(false)}
      />
    </DrawerSection>
  )
}
