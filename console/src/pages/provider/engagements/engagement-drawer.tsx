import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import {
  approveEngagement,
  engagementMachine,
  getEngagement,
  listContracts,
  listEngagements,
  rejectEngagement,
  terminateEngagementAsProvider,
} from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Facts } from '@/shared/ui/facts'
import { Loaded } from '@/shared/ui/loaded'
import { Money } from '@/shared/ui/money'
import { percent } from '@/shared/ui/percent'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { StateTag } from '@/shared/ui/state-tag'
import { DayText, TimeText } from '@/shared/ui/time'
import { History } from '@/shared/ui/timeline'
import { useConfirm } from '@/shared/ui/use-confirm'

type Engagement = ResponseOf<typeof getEngagement>
const invalidate = [listEngagements, getEngagement, listContracts]
const models = { participation: '参与经营', introduction: '中间介绍' } as const

/** One enterprise's application or contract relation: terms, usage, history; approve, reject, end. */
export function EngagementDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const engagement = useApi(getEngagement, { params: { id: id ?? '' } }, { enabled: id !== null })
  const { data } = engagement
  return (
    <DetailDrawer
      open={id !== null}
      onClose={onClose}
      width={680}
      title={data?.enterpriseName ?? '企业申请'}
      tag={data ? <StateTag machine={engagementMachine} state={data.state} /> : null}
      footer={data ? <Actions key={data.id} engagement={data} /> : null}
    >
      <Loaded query={engagement} rows={10}>
        {(found) => (
          <>
            {found.rejectReason && found.state === 'rejected' ? (
              <DrawerSection title="驳回原因">{found.rejectReason}</DrawerSection>
            ) : null}
            <DrawerSection title="用工情况">
              <Facts
                columns={1}
                items={[
                  { label: '用工场景', value: found.scenario },
                  { label: '用工形式', value: found.formOfWork },
                ]}
              />
            </DrawerSection>
            <DrawerSection title="申请内容">
              <Facts
                items={[
                  { label: '服务项', value: found.serviceItemName },
                  { label: '发票类目', value: found.invoiceCategory },
                  { label: '服务费率', value: <span className="num">{percent(found.feeRate)}</span> },
                  { label: '合作模式', value: models[found.operatingModel] },
                  { label: '开票截止日', value: `每月 ${found.invoiceCutoffDay} 日` },
                  {
                    label: '起开金额',
                    value: found.minimumInvoice > 0 ? <Money fen={found.minimumInvoice} /> : '不限',
                  },
                  { label: '申请时间', value: <TimeText at={found.appliedAt} /> },
                  {
                    label: '合同期限',
                    value: found.termFrom ? (
                      <>
                        <DayText day={found.termFrom} />至
                        <DayText day={found.termTo} />
                      </>
                    ) : (
                      '通过并签署后生效'
                    ),
                  },
                ]}
              />
            </DrawerSection>
            {found.envelopeId ? (
              <DrawerSection title="合同">
                <Link to={`/provider/contracts?id=${found.envelopeId}`}>查看合同</Link>
              </DrawerSection>
            ) : null}
            <DrawerSection title="记录">
              <History entries={found.timeline} />
            </DrawerSection>
          </>
        )}
      </Loaded>
    </DetailDrawer>
  )
}

function Actions({ engagement }: { engagement: Engagement }) {
  const can = useCan()
  const confirm = useConfirm()
  const { message } = App.useApp()
  const [asking, setAsking] = useState<'reject' | 'terminate' | null>(null)
  const { id, enterpriseName, state } = engagement
  const approve = useIntent(approveEngagement, {
    invalidate,
    onDone: () => void message.success(`已通过“${enterpriseName}”的申请，合同已发给企业签署`),
  })
  const reject = useIntent(rejectEngagement, {
    inline: true,
    invalidate,
    onDone: () => {
      setAsking(null)
      void message.success(`已驳回“${enterpriseName}”的申请`)
    },
  })
  const terminate = useIntent(terminateEngagementAsProvider, {
    inline: true,
    invalidate,
    onDone: () => {
      setAsking(null)
      void message.success(`已终止与“${enterpriseName}”的合作`)
    },
  })
  if (!can('engagement.review')) return null
  if (state === 'applied')
    return (
      <>
        <Button danger onClick={() => setAsking('reject')}>
          驳回
        </Button>
        <Button
          type="primary"
          loading={approve.running}
          onClick={() =>
            confirm({
              title: `通过“${enterpriseName}”的申请？`,
              content: `将按服务费率 ${percent(engagement.feeRate)} 生成合同并发给企业签署，签署后费率以合同为准。`,
              okText: '通过申请',
              onOk: () => approve.run({ params: { id } }),
            })
          }
        >
          通过
        </Button>
        <ReasonModal
          open={asking === 'reject'}
          title={`驳回“${enterpriseName}”的申请`}
          note="企业会收到通知，修改后可以重新提交。"
          label="驳回原因"
          okText="驳回申请"
          running={reject.running}
          error={reject.error}
          onOk={(reason) => void reject.run({ params: { id }, body: { reason } })}
          onClose={() => setAsking(null)}
        />
      </>
    )
  if (state !== 'active') return null
  return (
    <>
      <Button danger onClick={() => setAsking('terminate')}>
        终止合作
      </Button>
      <ReasonModal
        open={asking === 'terminate'}
        title={`终止与“${enterpriseName}”的合作`}
        note="终止后企业不能再发布任务和新建发放；已确认的付款、补发、服务费退回和余额退款继续办理。"
        label="终止原因"
        placeholder="企业会看到这段文字"
        okText={`终止与“${enterpriseName}”的合作`}
        running={terminate.running}
        error={terminate.error}
        onOk={(reason) => void terminate.run({ params: { id }, body: { reason } })}
        onClose={() => setAsking(null)}
      />
    </>
  )
}
