import { App, Button } from 'antd'
import { useState } from 'react'
import {
  approveOnboarding,
  getOnboardingForReview,
  listOnboardings,
  rejectOnboarding,
} from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { useConfirm } from '@/shared/ui/use-confirm'

const invalidate = [listOnboardings, getOnboardingForReview]

/** Approve or reject an application that is under review. */
export function OnboardingDecision({ review }: { review: ResponseOf<typeof getOnboardingForReview> }) {
  const { message } = App.useApp()
  const confirm = useConfirm()
  const [rejecting, setRejecting] = useState(false)
  const { id, form } = review
  const approve = useIntent(approveOnboarding, {
    invalidate,
    onDone: () => void message.success(`已通过“${form.name}”的入驻申请`),
  })
  const reject = useIntent(rejectOnboarding, {
    inline: true,
    invalidate,
    onDone: () => {
      setRejecting(false)
      void message.success(`已驳回“${form.name}”的入驻申请`)
    },
  })
  return (
    <>
      <Button danger onClick={() => setRejecting(true)}>
        驳回
      </Button>
      <Button
        type="primary"
        loading={approve.running}
        onClick={() =>
          confirm({
            title: `通过“${form.name}”的入驻申请？`,
            content: '通过后该企业即可签约服务商、发布任务和发佣，结果会短信通知申请人。',
            okText: '通过入驻',
            onOk: () => approve.run({ params: { id } }),
          })
        }
      >
        通过
      </Button>
      <ReasonModal
        open={rejecting}
        title={`驳回“${form.name}”的入驻申请`}
        note="申请人会收到短信，修改后可以重新提交。"
        label="驳回原因"
        okText="驳回申请"
        running={reject.running}
        error={reject.error}
        onOk={(reason) => void reject.run({ params: { id }, body: { reason } })}
        onClose={() => {
          reject.reset()
          setRejecting(false)
        }}
      />
    </>
  )
}
