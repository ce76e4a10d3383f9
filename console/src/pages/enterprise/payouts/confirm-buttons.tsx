import { App, Button, DatePicker, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import {
  confirmBatch,
  formatExact,
  formatYuan,
  getBatch,
  listBatchItems,
  listBatches,
  listSubLedgers,
  scheduleBatch,
} from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { refresh } from '@/shared/api/use-query'
import { serverNow } from '@/shared/clock'
import { useCan } from '@/shared/session'
import { StepUpModal } from '@/shared/ui/step-up-modal'
import type { BatchDetail } from '../parts/types'
import { BatchSums } from './batch-sums'
import { batchTotal } from './batch-words'

/** Latest time a batch may be scheduled for, days ahead. */
const maxDaysAhead = 30
const changed = [listBatches, listBatchItems, listSubLedgers]

type Opened = { name: 'confirm' } | { name: 'choose-time' } | { name: 'schedule'; at: Dayjs } | null

/** Confirming now or at a time, each with a fresh SMS proof beside the amounts it is about. */
export function ConfirmButtons({ batch, disabled }: { batch: BatchDetail; disabled: boolean }) {
  const can = useCan()
  const { message } = App.useApp()
  const [opened, setOpened] = useState<Opened>(null)
  const confirm = useIntent(confirmBatch, { invalidate: changed })
  const schedule = useIntent(scheduleBatch, { invalidate: changed })
  const params = { id: batch.id }
  const { digest } = batch
  const words = `${batch.itemCount} 笔共 ${formatYuan(batchTotal(batch))}`
  const close = () => setOpened(null)

  if (!can('payout.confirm'))
    return <p className="aside-note">您可以准备明细，确认打款请联系有“确认打款”权限的同事。</p>

  return (
    <div className="confirm-buttons">
      <Button
        type="primary"
        size="large"
        block
        disabled={disabled}
        onClick={() => setOpened({ name: 'confirm' })}
      >
        确认打款
      </Button>
      <Button block disabled={disabled} onClick={() => setOpened({ name: 'choose-time' })}>
        预约打款
      </Button>
      <StepUpModal
        open={opened?.name === 'confirm'}
        operation="payout.confirm"
        subjectId={batch.id}
        digest={digest}
        title={`确认打款 ${words}`}
        okText={`确认打款 ${words}`}
        summary={<BatchSums batch={batch} />}
        onProof={async (proof) => {
          await confirm.attempt({ params, body: { ...proof, digest } })
          void message.success('已确认打款，正在付款')
          close()
          await refresh(getBatch)
        }}
        onClose={() => {
          close()
          void refresh(getBatch)
        }}
      />
      {opened?.name === 'choose-time' && (
        <ChooseTime onClose={close} onChosen={(at) => setOpened({ name: 'schedule', at })} />
      )}
      {opened?.name === 'schedule' && (
        <StepUpModal
          open
          operation="payout.confirm"
          subjectId={batch.id}
          digest={digest}
          title={`预约打款 ${words}`}
          okText={`预约打款 ${words}`}
          summary={
            <>
              <p style={{ marginBottom: 8 }}>
                {formatExact(opened.at.toISOString()).slice(0, 16)}{' '}
                自动打款。到时会再核对一次明细和余额，不够时不会打款，并通知您。
              </p>
              <BatchSums batch={batch} />
            </>
          }
          onProof={async (proof) => {
            await schedule.attempt({ params, body: { ...proof, digest, at: opened.at.toISOString() } })
            void message.success('已预约打款，到时自动付款')
            close()
            await refresh(getBatch)
          }}
          onClose={() => {
            close()
            void refresh(getBatch)
          }}
        />
      )}
    </div>
  )
}

function ChooseTime({ onChosen, onClose }: { onChosen: (at: Dayjs) => void; onClose: () => void }) {
  const [at, setAt] = useState<Dayjs | null>(null)
  const now = dayjs(serverNow())
  const late = at !== null && !at.isAfter(now)
  return (
    <Modal
      open
      title="预约打款"
      okText="下一步"
      cancelText="返回"
      okButtonProps={{ disabled: at === null || late }}
      onOk={() => at && onChosen(at)}
      onCancel={onClose}
      width={420}
    >
      <div className="modal-note">
        可以预约 {maxDaysAhead} 天内的时间。到时间前可以取消，资金在打款时才冻结。
      </div>
      <DatePicker
        aria-label="打款时间"
        placeholder="请选择日期和时间"
        showTime={{ format: 'HH:mm', minuteStep: 5 }}
        format="YYYY-MM-DD HH:mm"
        minDate={now}
        maxDate={now.add(maxDaysAhead, 'day')}
        value={at}
        onChange={setAt}
        status={late ? 'error' : ''}
        style={{ width: '100%' }}
      />
      {late && <div className="bad">打款时间须晚于现在</div>}
    </Modal>
  )
}
