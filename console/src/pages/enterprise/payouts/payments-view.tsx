import { Alert, Button, Progress } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import {
  batchMachine,
  cancelBatch,
  formatYuan,
  getBatch,
  listBatchItems,
  listBatches,
  listSubLedgers,
  pauseBatch,
  resumeBatch,
} from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useCan } from '@/shared/session'
import { Facts } from '@/shared/ui/facts'
import { Money } from '@/shared/ui/money'
import { Panel } from '@/shared/ui/page'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { TimeText } from '@/shared/ui/time'
import { History } from '@/shared/ui/timeline'
import { useConfirm } from '@/shared/ui/use-confirm'
import { rateText } from '../parts/terms'
import type { BatchDetail } from '../parts/types'
import { batchTotal, progressText } from './batch-words'
import { ItemsTable } from './items-table'

/** A confirmed (or ended) batch: its sums, how far its payments are, and what can still be done. */
export function PaymentsView({ batch }: { batch: BatchDetail }) {
  const { counts, itemCount, problem, state } = batch
  const totalLabel =
    state === 'scheduled'
      ? '预计支出'
      : batch.confirmedAt && state !== 'cancelled'
        ? '从账户支出'
        : '合计（没有支出）'
  const settled = itemCount - counts.confirmed - counts.blocked - counts.sending - counts.reissuing
  return (
    <>
      {problem && <Alert type="warning" showIcon title={problem} style={{ marginBottom: 16 }} />}
      {counts.failed > 0 && (
        <Alert
          type="warning"
          showIcon
          className="error-alert"
          title={`${counts.failed} 笔付款失败，佣金退回可用余额，服务费在失败 30 分钟后退回`}
        />
      )}
      {counts.returned > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={`有 ${counts.returned} 笔付款被退汇，款项在等待补发`}
          action={<Link to="/enterprise/returns">去处理退汇</Link>}
        />
      )}
      <Panel title="发放概况" extra={<BatchActions batch={batch} />}>
        <Facts
          columns={5}
          items={[
            { label: totalLabel, value: <Money fen={batchTotal(batch)} strong /> },
            { label: '佣金', value: <Money fen={batch.commission} /> },
            { label: `服务费 ${rateText(batch.feeRate)}`, value: <Money fen={batch.fee} /> },
            { label: '代扣个人所得税', value: <Money fen={batch.tax} /> },
            { label: '笔数', value: `${itemCount} 笔` },
            { label: '创建', value: <TimeText at={batch.createdAt} /> },
            state === 'scheduled'
              ? { label: '预约打款', value: <TimeText at={batch.scheduledAt} /> }
              : { label: '确认打款', value: <TimeText at={batch.confirmedAt} /> },
            { label: '完成', value: <TimeText at={batch.finishedAt} /> },
            { label: '付款进度', value: progressText(counts) },
            { label: '通知灵工', value: batch.notifyWorkers ? '付款后通知' : '不通知' },
          ]}
        />
        {batch.confirmedAt && itemCount > 0 && (
          <Progress
            style={{ marginTop: 12 }}
            percent={Math.floor((settled / itemCount) * 100)}
            success={{ percent: Math.floor((counts.paid / itemCount) * 100) }}
            strokeColor="#b9c2bf"
            aria-label="付款进度"
          />
        )}
      </Panel>
      <Panel flush title="付款明细">
        <ItemsTable batch={batch} />
      </Panel>
      <Panel title="进展记录">
        <History entries={batch.timeline} />
      </Panel>
    </>
  )
}

function BatchActions({ batch }: { batch: BatchDetail }) {
  const can = useCan()
  const confirm = useConfirm()
  const [cancelling, setCancelling] = useState(false)
  const invalidate = [getBatch, listBatches, listBatchItems, listSubLedgers]
  const pause = useIntent(pauseBatch, { invalidate })
  const resume = useIntent(resumeBatch, { invalidate })
  const cancel = useIntent(cancelBatch, { invalidate, inline: true, onDone: () => setCancelling(false) })
  const params = { id: batch.id }
  const { state } = batch
  const words = `${batch.itemCount} 笔共 ${formatYuan(batchTotal(batch))}`
  if (!can('payout.confirm')) return null
  return (
    <div className="ways">
      {state === 'executing' && (
        <Button
          loading={pause.running}
          onClick={() =>
            confirm({
              title: '暂停付款？',
              content: '还没提交银行的付款会停下，已提交的照常完成。随时可以继续。',
              okText: '暂停付款',
              onOk: () => pause.run({ params }),
            })
          }
        >
          暂停付款
        </Button>
      )}
      {state === 'paused' && (
        <Button type="primary" loading={resume.running} onClick={() => void resume.run({ params })}>
          继续付款
        </Button>
      )}
      {batchMachine.transitions.cancel.from.includes(state) && (
        <Button danger onClick={() => setCancelling(true)}>
          取消打款
        </Button>
      )}
      <ReasonModal
        open={cancelling}
        title={`取消打款 ${words}`}
        note="取消后这一批不会付款，冻结的佣金和服务费退回可用余额。需要发放时请新建一批。"
        placeholder="写给本单位的记录"
        okText={`取消打款 ${words}`}
        running={cancel.running}
        error={cancel.error}
        onOk={(reason) => void cancel.run({ params, body: { reason } })}
        onClose={() => {
          cancel.reset()
          setCancelling(false)
        }}
      />
    </div>
  )
}
