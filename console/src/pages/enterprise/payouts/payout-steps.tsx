import { Steps } from 'antd'

/** Where making a batch stands: 0 choose, 1 upload, 2 check, 3 confirm. */
export function PayoutSteps({ current, problem }: { current: 0 | 1 | 2 | 3; problem?: boolean }) {
  return (
    <Steps
      className="payout-steps"
      size="small"
      current={current}
      status={problem ? 'error' : 'process'}
      items={[{ title: '选择服务商' }, { title: '上传明细' }, { title: '校验明细' }, { title: '确认打款' }]}
    />
  )
}
