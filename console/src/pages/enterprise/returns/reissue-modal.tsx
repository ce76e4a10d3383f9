import { App, Flex, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { formatYuan, getItem, listReturned, reissueItem, zCardNumber } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { zodRule } from '@/shared/form/zod-rule'
import { Money } from '@/shared/ui/money'
import { StepUpModal } from '@/shared/ui/step-up-modal'
import { SumLines } from '../parts/sum-lines'
import type { Item } from '../parts/types'

interface Values {
  to: 'settlement' | 'other'
  cardNumber?: string
}

/** Pays a returned payment again: to which card, then the proof beside what it does. */
export function ReissueModal({ item, onClose }: { item: Item; onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const [chosen, setChosen] = useState<Values | null>(null)
  const to = Form.useWatch('to', form) ?? 'settlement'
  const { message } = App.useApp()
  const reissue = useIntent(reissueItem, { invalidate: [listReturned, getItem] })
  const received = item.amount - item.tax

  if (chosen !== null) {
    const card = chosen.to === 'other' ? chosen.cardNumber?.replace(/\s/g, '') : undefined
    const words = `补发 ${formatYuan(received)} 给${item.name}`
    return (
      <StepUpModal
        open
        operation="payout.reissue"
        subjectId={item.id}
        digest={item.number}
        title={words}
        okText={`确认${words}`}
        summary={
          <SumLines
            lines={[
              { label: '收款人', value: item.name },
              { label: '收款卡', value: card ? `尾号 ${card.slice(-4)}` : '灵工现在的结算卡' },
              { label: '付款单号', value: item.number },
              { label: '补发金额', value: <Money fen={received} />, total: true },
            ]}
          />
        }
        onProof={async (proof) => {
          await reissue.attempt({
            params: { id: item.id },
            body: card ? { ...proof, cardNumber: card } : proof,
          })
          void message.success('已提交补发，结果会在这里更新')
          onClose()
        }}
        onClose={() => setChosen(null)}
      />
    )
  }
  return (
    <Modal
      open
      title={`补发给${item.name}`}
      okText="下一步"
      cancelText="返回"
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      width={480}
    >
      <div className="modal-note">
        这笔 {formatYuan(received)} 被银行退回{item.problem ? `：${item.problem}` : ''}
        。补发不再另收佣金和服务费。
      </div>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ to: 'settlement' }}
        onFinish={setChosen}
      >
        <Form.Item name="to" label="补发到">
          <Radio.Group>
            <Flex vertical gap={8}>
              <Radio value="settlement">
                灵工现在的结算卡<span className="faint">：请先提醒灵工在“我的”里更换可用的结算卡</span>
              </Radio>
              <Radio value="other">灵工本人的其他银行卡</Radio>
            </Flex>
          </Radio.Group>
        </Form.Item>
        {to === 'other' && (
          <Form.Item
            name="cardNumber"
            label="银行卡号"
            extra="须是灵工本人的储蓄卡，会按姓名、身份证号和卡号核对"
            rules={[zodRule(zCardNumber)]}
          >
            <Input maxLength={24} inputMode="numeric" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
