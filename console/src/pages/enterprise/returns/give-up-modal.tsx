import { App } from 'antd'
import { formatYuan, getItem, giveUpItem, listReturned, listSubLedgers } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { Money } from '@/shared/ui/money'
import { StepUpModal } from '@/shared/ui/step-up-modal'
import { SumLines } from '../parts/sum-lines'
import type { Item } from '../parts/types'

/** Gives up paying a returned payment again: commission and fee come back to the account. */
export function GiveUpModal({ item, onClose }: { item: Item; onClose: () => void }) {
  const { message } = App.useApp()
  const giveUp = useIntent(giveUpItem, { invalidate: [listReturned, getItem, listSubLedgers] })
  const back = formatYuan(item.amount + item.fee)
  return (
    <StepUpModal
      open
      danger
      operation="payout.give-up"
      subjectId={item.id}
      digest={item.number}
      title={`放弃补发给${item.name}`}
      okText={`放弃补发，退回 ${back}`}
      summary={
        <>
          <p style={{ marginBottom: 8 }}>
            放弃后不能再补发这一笔，{item.name}不会收到这笔佣金，款项退回本企业账户。
          </p>
          <SumLines
            lines={[
              { label: '退回佣金', value: <Money fen={item.amount} /> },
              { label: '退回服务费', value: <Money fen={item.fee} /> },
              { label: '共退回', value: back, total: true },
            ]}
          />
        </>
      }
      onProof={async (proof) => {
        await giveUp.attempt({ params: { id: item.id }, body: proof })
        void message.success(`已放弃补发，${back} 正在退回账户`)
        onClose()
      }}
      onClose={onClose}
    />
  )
}
