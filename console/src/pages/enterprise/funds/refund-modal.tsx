import { App, Form, Modal } from 'antd'
import { useState } from 'react'
import {
  formatYuan,
  listRefunds,
  listSubLedgerEntries,
  listSubLedgers,
  requestRefund,
  zPositiveFen,
  type Fen,
} from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { YuanInput } from '@/shared/form/yuan-input'
import { zodRule } from '@/shared/form/zod-rule'
import { Money } from '@/shared/ui/money'
import { StepUpModal } from '@/shared/ui/step-up-modal'
import { SumLines } from '../parts/sum-lines'
import type { SubLedger } from '../parts/types'

/** Money back to the bound account: first the amount, then the proof beside what it does. */
export function RefundModal({ subLedger, onClose }: { subLedger: SubLedger; onClose: () => void }) {
  const [form] = Form.useForm<{ amount: Fen }>()
  const [amount, setAmount] = useState<Fen | null>(null)
  const { message } = App.useApp()
  const { id, available, boundAccount, providerName } = subLedger
  const refund = useIntent(requestRefund, { invalidate: [listSubLedgers, listRefunds, listSubLedgerEntries] })

  if (amount !== null) {
    const words = `退款 ${formatYuan(amount)}`
    return (
      <StepUpModal
        open
        operation="subledger.refund"
        subjectId={id}
        digest={String(amount)}
        title={words}
        okText={`确认${words}`}
        summary={
          <SumLines
            lines={[
              { label: '从子账簿', value: providerName },
              { label: '退回户名', value: boundAccount.name },
              { label: '退回账号', value: `${boundAccount.bankName} ${boundAccount.number}` },
              { label: '退款金额', value: <Money fen={amount} />, total: true },
              { label: '退款后可用余额', value: <Money fen={available - amount} /> },
            ]}
          />
        }
        onProof={async (proof) => {
          await refund.attempt({ params: { id }, body: { ...proof, amount } })
          void message.success(`已申请退款 ${formatYuan(amount)}，到账后在退款记录里可以看到`)
          onClose()
        }}
        onClose={() => setAmount(null)}
      />
    )
  }
  return (
    <Modal
      open
      title={`余额退款：${providerName}`}
      okText="下一步"
      cancelText="返回"
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      width={440}
    >
      <div className="modal-note">
        退回绑定的对公账户（{boundAccount.bankName} {boundAccount.number}），冻结中的款项不能退。
      </div>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => setAmount(values.amount)}
      >
        <Form.Item
          name="amount"
          label="退款金额"
          extra={`最多 ${formatYuan(available)}`}
          rules={[
            zodRule(zPositiveFen),
            {
              async validator(_rule, value: number | null | undefined) {
                if (value && value > available) throw new Error(`可用余额只有 ${formatYuan(available)}`)
              },
            },
          ]}
        >
          <YuanInput />
        </Form.Item>
      </Form>
    </Modal>
  )
}
