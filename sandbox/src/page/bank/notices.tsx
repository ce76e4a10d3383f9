import { Button, Form, Select } from 'antd'
import { call } from '../api.ts'
import type { Overview } from '../types.ts'
import { useAct } from '../use-act.ts'

interface Props {
  overview: Overview
  refresh: () => Promise<void>
}

const operations = [
  { value: 'transfer', label: '账户间划转' },
  { value: 'pay-to-card', label: '付款到银行卡' },
  { value: 'refund', label: '退款至绑定账户' },
  { value: 'pay-out', label: '税费转出' },
  { value: 'open-sub-ledger', label: '开立子账簿' },
]

const disturbances = {
  'timeout-booked': { label: '应答超时，但已办理', body: { kind: 'timeout', booked: true } },
  'timeout-lost': { label: '应答超时，没有办理', body: { kind: 'timeout', booked: false } },
  unavailable: { label: '系统繁忙，未受理', body: { kind: 'unavailable' } },
  fail: {
    label: '受理后失败',
    body: { kind: 'fail', failCode: 'REJECTED_BY_BANK', failReason: '银行系统维护' },
  },
  slow: { label: '一直处理中，等柜员决定', body: { kind: 'slow' } },
  'forged-answer': { label: '应答的签名不对', body: { kind: 'forged-answer' } },
} as const

/** Whether the product hears from the bank, and what goes wrong next. */
export function Notices({ overview, refresh }: Props) {
  const { act, isBusy } = useAct(refresh)
  const { paused, waiting } = overview.bank.callbacks
  const disturb = (values: { operation: string; disturbance: keyof typeof disturbances }) =>
    void act(
      () =>
        call('bank/disturb', {
          operation: values.operation,
          disturbance: disturbances[values.disturbance].body,
        }),
      '下一笔会这样出错',
    )

  return (
    <div className="notices">
      <section>
        <h2>银行通知</h2>
        <p>
          {paused
            ? `通知已暂停，${waiting} 条在等待。恢复后按先后送出。`
            : waiting === 0
              ? '通知正常送达，没有积压。'
              : `${waiting} 条还没有被灵工台收下，银行会继续重发。`}
        </p>
        <Button
          disabled={isBusy}
          onClick={() =>
            void act(
              () => call(`bank/callbacks/${paused ? 'resume' : 'pause'}`, {}),
              paused ? '通知已恢复' : '通知已暂停',
            )
          }
        >
          {paused ? '恢复通知' : '暂停通知'}
        </Button>
      </section>
      <section>
        <h2>让下一笔出错</h2>
        <p>只影响接下来的一笔请求，用来观察灵工台怎样查询、重试和退回。</p>
        <Form
          layout="vertical"
          initialValues={{ operation: 'transfer', disturbance: 'timeout-booked' }}
          onFinish={disturb}
        >
          <Form.Item name="operation" label="业务">
            <Select options={operations} />
          </Form.Item>
          <Form.Item name="disturbance" label="怎样出错">
            <Select options={Object.entries(disturbances).map(([value, { label }]) => ({ value, label }))} />
          </Form.Item>
          <Button htmlType="submit" disabled={isBusy}>
            安排出错
          </Button>
        </Form>
      </section>
    </div>
  )
}
