import { Button, Flex, Form } from 'antd'
import { Link } from 'react-router'
import { applyRate, fen, formatDayRange, taskKindLabels, type ApiError } from '@linggong/shared'
import { ErrorAlert } from '@/shared/ui/error-state'
import { Money } from '@/shared/ui/money'
import { Panel } from '@/shared/ui/page'
import { SumLines } from '../parts/sum-lines'
import { rateText } from '../parts/terms'
import type { Engagement } from '../parts/types'
import type { TaskFormValues } from './task-form'

const open = <span className="faint">待填写</span>

/** What the form says so far, what it may cost at most, and the button that submits it. */
export function TaskSummary(props: {
  projects: Engagement[]
  running: boolean
  again: boolean
  error: ApiError | null
}) {
  const { projects, running, again, error } = props
  const form = Form.useFormInstance<TaskFormValues>()
  const values = (Form.useWatch([], form) ?? {}) as Partial<TaskFormValues>
  const { headCount, commissionMax, period } = values
  const project = projects.find(({ id }) => id === values.engagementId)
  const commission = headCount && commissionMax ? headCount * commissionMax : null
  const fee = project && commission !== null ? applyRate(fen(commission), project.feeRate) : null
  const [from, to] = period ?? []

  return (
    <Panel title="提交前核对">
      <SumLines
        lines={[
          { label: '服务商', value: project?.providerName ?? open },
          { label: '任务类型', value: values.kind ? taskKindLabels[values.kind] : open },
          { label: '任务名称', value: values.title || open },
          {
            label: '时间',
            value: from && to ? formatDayRange(from.format('YYYY-MM-DD'), to.format('YYYY-MM-DD')) : open,
          },
          { label: '人数', value: headCount ? `${headCount} 人` : open },
          { label: '佣金最多', value: commission === null ? open : <Money fen={commission} /> },
          {
            label: project ? `服务费 ${rateText(project.feeRate)}` : '服务费',
            value: fee === null ? open : <Money fen={fee} />,
          },
          {
            label: '最多需要',
            value: <Money fen={commission === null || fee === null ? null : commission + fee} />,
            total: true,
          },
        ]}
      />
      <p className="aside-note">
        提交后由服务商审核，通过后才能指派灵工。发布任务不扣款，确认打款时才会付款。
      </p>
      <ErrorAlert error={error} />
      <Flex vertical gap={8}>
        <Button type="primary" htmlType="submit" block loading={running}>
          {again ? '重新提交审核' : '提交审核'}
        </Button>
        <Link to="/enterprise/tasks">
          <Button block disabled={running}>
            返回任务列表
          </Button>
        </Link>
      </Flex>
    </Panel>
  )
}
