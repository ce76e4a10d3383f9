import { App, Form, Modal } from 'antd'
import { useState } from 'react'
import { formatYuan, getProviderFunds, withdrawFunds } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { YuanInput } from '@/shared/form/yuan-input'
import { StepUpModal } from '@/shared/ui/step-up-modal'

const words = {
  fee: { verb: '提取服务费', to: '转到服务商在银行登记的结算账户' },
  tax: { verb: '缴纳税款', to: '缴入税务机关的待缴库账户' },
} as const

interface Props<Kind> {
  kind: Kind
  /** Fen. */
  available: number
  onClose: () => void
}

/** Withdraws fees or remits tax; null closes the window. */
export function WithdrawModal({ kind, ...props }: Props<'fee' | 'tax' | null>) {
  return kind ? <WithdrawSteps key={kind} kind={kind} {...props} /> : null
}

/** Amount first, then the SMS code bound to it. */
function WithdrawSteps({ kind, available, onClose }: Props<'fee' | 'tax'>) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ amount: number | null }>()
  const [amount, setAmount] = useState<number | null>(null)
  const withdraw = useIntent(withdrawFunds, { inline: true, invalidate: [getProviderFunds] })
  const { verb, to } = words[kind]
  return (
    <>
      <Modal
        open={amount === null}
        title={verb}
        okText="下一步"
        cancelText="返回"
        onOk={() => form.submit()}
        onCancel={onClose}
        mask={{ closable: false }}
        destroyOnHidden
        width={440}
      >
        <div className="modal-note">
          可用 {formatYuan(available)}，{to}。
        </div>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ amount: available }}
          onFinish={(values) => setAmount(values.amount)}
        >
          <Form.Item
            name="amount"
            label="金额（元）"
            rules={[
              {
                validator: (_, value: number | null) => {
                  if (!value) return Promise.reject(new Error('请填写大于 0 的金额，最多两位小数'))
                  if (value > available)
                    return Promise.reject(new Error(`不能超过可用金额 ${formatYuan(available)}`))
                  return Promise.resolve()
                },
              },
            ]}
          >
            <YuanInput />
          </Form.Item>
        </Form>
      </Modal>
      <StepUpModal
        open={amount !== null}
        operation="funds.withdraw"
        subjectId={kind}
        digest={String(amount ?? '')}
        title={verb}
        summary={
          <>
            {verb} <b className="num">{formatYuan(amount ?? 0)}</b>
            <br />
            {to}，提交后由银行处理，不能撤回。
          </>
        }
        okText={`${verb} ${formatYuan(amount ?? 0)}`}
        onProof={async (proof) => {
          await withdraw.attempt({ body: { ...proof, kind, amount: amount ?? 0 } })
          void message.success(`${verb} ${formatYuan(amount ?? 0)} 已提交银行`)
          onClose()
        }}
        onClose={() => setAmount(null)}
      />
    </>
  )
}
