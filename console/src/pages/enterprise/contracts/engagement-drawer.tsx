import { Alert, Button } from 'antd'
import { useState } from 'react'
import {
  engagementMachine,
  formatDayRange,
  getEngagement,
  listEngagements,
  terminateEngagement,
} from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Facts } from '@/shared/ui/facts'
import { Loaded } from '@/shared/ui/loaded'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { History } from '@/shared/ui/timeline'
import { cutoffText, minimumInvoiceText, rateText } from '../parts/terms'
import type { EngagementDetail } from '../parts/types'
import { EngagementNext } from './engagement-next'

/** One engagement with its terms and history; `id` null closes it. */
export function EngagementDrawer(props: {
  id: string | null
  onClose: () => void
  onContract: (envelopeId: string) => void
}) {
  const { id, onClose, onContract } = props
  const query = useApi(getEngagement, { params: { id: id ?? '' } }, { enabled: id !== null })
  const engagement = id === null ? undefined : query.data
  return (
    <DetailDrawer
      open={id !== null}
      title={engagement?.providerName ?? '签约详情'}
      tag={engagement && <StateTag machine={engagementMachine} state={engagement.state} />}
      width={680}
      onClose={onClose}
      footer={engagement && <Actions key={engagement.id} engagement={engagement} onContract={onContract} />}
    >
      {id && <Loaded query={query}>{(data) => <EngagementBody engagement={data} />}</Loaded>}
    </DetailDrawer>
  )
}

function EngagementBody({ engagement }: { engagement: EngagementDetail }) {
  const { termFrom, termTo, state, rejectReason } = engagement
  return (
    <>
      {state === 'rejected' && (
        <Alert
          type="warning"
          showIcon
          title={`服务商驳回：${rejectReason ?? '未写原因'}`}
          description="按原因修改申请后可以重新提交。"
          style={{ marginBottom: 16 }}
        />
      )}
      <DrawerSection title="合作条款">
        <Facts
          items={[
            { label: '服务项', value: engagement.serviceItemName },
            { label: '发票类目', value: engagement.invoiceCategory },
            { label: '服务费率', value: `${rateText(engagement.feeRate)}（按佣金另付）` },
            { label: '开票截止', value: cutoffText(engagement.invoiceCutoffDay) },
            { label: '最低开票金额', value: minimumInvoiceText(engagement.minimumInvoice) },
            {
              label: '经营模式',
              value: engagement.operatingModel === 'participation' ? '参与经营' : '中间介绍',
            },
            {
              label: '合同期限',
              value: termFrom && termTo ? formatDayRange(termFrom, termTo) : '签署后生效',
            },
            { label: '申请时间', value: <TimeText at={engagement.appliedAt} /> },
            {
              label: '用工场景',
              value: <span className="as-written">{engagement.scenario}</span>,
              wide: true,
            },
            { label: '用工形式', value: engagement.formOfWork, wide: true },
          ]}
        />
      </DrawerSection>
      <DrawerSection title="进展记录">
        <History entries={engagement.timeline} />
      </DrawerSection>
    </>
  )
}

function Actions(props: { engagement: EngagementDetail; onContract: (envelopeId: string) => void }) {
  const { engagement, onContract } = props
  const can = useCan()
  const [ending, setEnding] = useState(false)
  const { id, state, providerName, envelopeId } = engagement
  const terminate = useIntent(terminateEngagement, {
    invalidate: [getEngagement, listEngagements],
    inline: true,
    onDone: () => setEnding(false),
  })
  return (
    <>
      {state === 'active' && can('engagement.manage') && (
        <Button danger onClick={() => setEnding(true)}>
          终止合作
        </Button>
      )}
      {envelopeId && <Button onClick={() => onContract(envelopeId)}>查看合同</Button>}
      <EngagementNext engagement={engagement} type="primary" />
      <ReasonModal
        open={ending}
        title={`终止与${providerName}的合作`}
        note="终止后不能恢复：不能再发布任务、新建发放；没有结束的指派会取消并通知灵工。正在进行的付款、退汇和退款照常完成，余额可以申请退款。"
        placeholder="服务商会看到这段文字"
        okText="终止合作"
        running={terminate.running}
        error={terminate.error}
        onOk={(reason) => void terminate.run({ params: { id }, body: { reason } })}
        onClose={() => {
          terminate.reset()
          setEnding(false)
        }}
      />
    </>
  )
}
