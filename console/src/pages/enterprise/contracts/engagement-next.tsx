import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { getEngagement, listEngagements, renewEngagement } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useCan } from '@/shared/session'
import { useConfirm } from '@/shared/ui/use-confirm'
import type { Engagement } from '../parts/types'

/** The one thing the enterprise can do next with an engagement, if any. */
export function EngagementNext({ engagement, type }: { engagement: Engagement; type: 'link' | 'primary' }) {
  const can = useCan()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const { id, state, providerName } = engagement
  const renew = useIntent(renewEngagement, {
    invalidate: [listEngagements, getEngagement],
    onDone: () => void navigate(`/enterprise/contracts/${id}/sign`),
  })
  const look = { type, ...(type === 'link' ? { size: 'small' as const, className: 'flat-link' } : {}) }
  if (!can('engagement.manage')) return null
  if (state === 'rejected')
    return (
      <Link to={`/enterprise/apply/${id}`}>
        <Button {...look}>修改申请</Button>
      </Link>
    )
  if (state === 'approved' || state === 'signing')
    return (
      <Link to={`/enterprise/contracts/${id}/sign`}>
        <Button {...look}>去签署</Button>
      </Link>
    )
  if (state === 'declined' || state === 'lapsed' || state === 'expired') {
    const verb = state === 'expired' ? '续签合同' : '重新签署'
    return (
      <Button
        {...look}
        loading={renew.running}
        onClick={() =>
          confirm({
            title: `${verb}：${providerName}`,
            content: '会按服务项现在的费率和条款生成一份新合同，期限一年，由您签署后生效。',
            okText: verb,
            onOk: () => renew.run({ params: { id } }),
          })
        }
      >
        {verb}
      </Button>
    )
  }
  return null
}
