import { App, Button } from 'antd'
import { useParams } from 'react-router'
import { batchMachine, discardBatch, getBatch, listBatches } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { Loaded } from '@/shared/ui/loaded'
import { Page } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { useConfirm } from '@/shared/ui/use-confirm'
import type { BatchDetail } from '../parts/types'
import { batchPollMs, isUnconfirmed } from './batch-words'
import { ConfirmStep } from './confirm-step'
import { ErrorsStep } from './errors-step'
import { PaymentsView } from './payments-view'
import { PayoutSteps } from './payout-steps'
import { UploadStep } from './upload-step'
import { ValidatingStep } from './validating-step'

/** One batch: while it is being made its steps, afterwards its payments. */
export default function BatchPage() {
  const { id = '' } = useParams()
  const query = useApi(getBatch, { params: { id } }, { refetchInterval: batchPollMs })
  const batch = query.data
  const making = batch !== undefined && isUnconfirmed(batch.state)
  return (
    <Page
      title={making ? '新建发放' : '发放详情'}
      note={
        batch && (
          <span className="note-line">
            <span className="num">{batch.number}</span>
            <span>{batch.providerName}</span>
            <StateTag machine={batchMachine} state={batch.state} />
          </span>
        )
      }
      extra={batch && <DiscardButton batch={batch} />}
    >
      <Loaded query={query} rows={10}>
        {(data) => <BatchBody key={data.id} batch={data} />}
      </Loaded>
    </Page>
  )
}

function BatchBody({ batch }: { batch: BatchDetail }) {
  switch (batch.state) {
    case 'draft':
      return (
        <>
          <PayoutSteps current={1} />
          <UploadStep batch={batch} />
        </>
      )
    case 'validating':
      return (
        <>
          <PayoutSteps current={2} />
          <ValidatingStep batch={batch} />
        </>
      )
    case 'invalid':
      return (
        <>
          <PayoutSteps current={2} problem />
          <ErrorsStep batch={batch} />
        </>
      )
    case 'ready':
      return (
        <>
          <PayoutSteps current={3} />
          <ConfirmStep batch={batch} />
        </>
      )
    default:
      return <PaymentsView batch={batch} />
  }
}

function DiscardButton({ batch }: { batch: BatchDetail }) {
  const can = useCan()
  const confirm = useConfirm()
  const { message } = App.useApp()
  const discard = useIntent(discardBatch, {
    invalidate: [getBatch, listBatches],
    onDone: () => void message.success('批次已作废'),
  })
  if (!can('payout.prepare') || !batchMachine.transitions.discard.from.includes(batch.state)) return null
  return (
    <Button
      danger
      loading={discard.running}
      onClick={() =>
        confirm({
          title: `作废批次 ${batch.number}？`,
          content: '作废后不能恢复，其中的明细都不会打款。账户余额没有任何变动。',
          okText: '作废批次',
          danger: true,
          onOk: () => discard.run({ params: { id: batch.id } }),
        })
      }
    >
      作废批次
    </Button>
  )
}
