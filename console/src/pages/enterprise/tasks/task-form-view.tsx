import { Alert, App, DatePicker, Flex, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { getTask, listTasks, publishTask, resubmitTask, taskKindLabels, zTaskForm } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { FormSection, FormWithAside } from '@/shared/form/form-sections'
import { useRecheck } from '@/shared/form/use-recheck'
import { YuanInput } from '@/shared/form/yuan-input'
import { zodRule } from '@/shared/form/zod-rule'
import type { Engagement, TaskDetail } from '../parts/types'
import { useFormError } from '../parts/use-form-error'
import { PictureWall } from './picture-wall'
import { fromTask, toTaskBody, type TaskFormValues } from './task-form'
import { TaskSummary } from './task-summary'

const { shape } = zTaskForm

/** The form of a new task, or of one that is changed and submitted again. */
export function TaskForm({ projects, task }: { projects: Engagement[]; task?: TaskDetail }) {
  const [form] = Form.useForm<TaskFormValues>()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [search] = useSearchParams()
  const publish = useIntent(publishTask, { invalidate: [listTasks], inline: true })
  const resubmit = useIntent(resubmitTask, { invalidate: [listTasks, getTask], inline: true })
  const refused = useFormError(form)
  useRecheck(form, 'commissionMin', 'commissionMax')
  const asked = projects.find(({ id }) => id === search.get('engagement'))
  const only = projects.length === 1 ? projects[0] : undefined

  const submit = async (values: TaskFormValues) => {
    const body = toTaskBody(values)
    const done = await refused.guard(
      task ? resubmit.attempt({ params: { id: task.id }, body }) : publish.attempt({ body }),
    )
    if (!done) return
    void message.success('任务已提交，服务商审核通过后即可指派灵工')
    void navigate(`/enterprise/tasks?id=${done.id}`)
  }

  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={(values) => void submit(values)}
      scrollToFirstError={{ block: 'center' }}
      initialValues={
        task ? fromTask(task) : { engagementId: (asked ?? only)?.id, kind: 'standard', pictures: [] }
      }
    >
      <FormWithAside
        aside={
          <TaskSummary
            projects={projects}
            running={publish.running || resubmit.running}
            again={task !== undefined}
            error={refused.error}
          />
        }
      >
        {task?.rejectReason && (
          <Alert
            type="warning"
            showIcon
            title={`服务商驳回了这项任务：${task.rejectReason}`}
            description="请按原因修改后重新提交，款项没有任何变动。"
          />
        )}
        <FormSection title="所属项目">
          <Form.Item
            name="engagementId"
            label="服务商（项目）"
            className="wide"
            rules={[{ required: true, message: '请选择服务商' }]}
          >
            <Select
              placeholder="请选择已签约的服务商"
              options={projects.map(({ id, providerName, serviceItemName }) => ({
                value: id,
                label: `${providerName} · ${serviceItemName}`,
              }))}
            />
          </Form.Item>
          <Form.Item name="kind" label="任务类型" className="wide" required>
            <Radio.Group>
              <Flex vertical gap={8}>
                <Radio value="standard">
                  {taskKindLabels.standard}
                  <span className="faint">：指派给灵工，灵工接受并完成后才能发佣</span>
                </Radio>
                <Radio value="quick">
                  {taskKindLabels.quick}
                  <span className="faint">：只作记录，不用指派；灵工注册并签署合同后即可发佣</span>
                </Radio>
              </Flex>
            </Radio.Group>
          </Form.Item>
        </FormSection>
        <FormSection title="工作内容">
          <Form.Item name="title" label="任务名称" rules={[zodRule(shape.title)]}>
            <Input maxLength={40} showCount placeholder="如：周末门店地推" />
          </Form.Item>
          <Form.Item name="category" label="任务类别" rules={[zodRule(shape.category)]}>
            <Input maxLength={30} placeholder="如：地推、配送" />
          </Form.Item>
          <Form.Item
            name="description"
            label="工作说明"
            className="wide"
            rules={[zodRule(shape.description)]}
          >
            <Input.TextArea
              rows={5}
              maxLength={2000}
              showCount
              placeholder="做什么、做到什么程度、怎样验收"
            />
          </Form.Item>
          <Form.Item name="pictures" label="场景照片（选填，最多 9 张）" className="wide below-count">
            <PictureWall text="添加照片" />
          </Form.Item>
        </FormSection>
        <FormSection title="时间地点">
          <Form.Item
            name="period"
            label="任务时间"
            rules={[{ required: true, message: '请选择开始和结束日期' }]}
          >
            <DatePicker.RangePicker style={{ width: '100%' }} placeholder={['开始日期', '结束日期']} />
          </Form.Item>
          <Form.Item name="place" label="工作地点" rules={[zodRule(shape.place)]}>
            <Input maxLength={100} placeholder="如：深圳市南山区科苑路" />
          </Form.Item>
        </FormSection>
        <FormSection title="人数与佣金" note="佣金是每人的税前金额；标准任务发佣时，金额须在此范围内。">
          <Form.Item name="headCount" label="人数" className="wide" rules={[zodRule(shape.headCount)]}>
            <InputNumber min={1} max={100_000} precision={0} suffix="人" style={{ width: 200 }} />
          </Form.Item>
          <Form.Item name="commissionMin" label="最低佣金（每人）" rules={[zodRule(shape.commissionMin)]}>
            <YuanInput placeholder="如 200.00" />
          </Form.Item>
          <Form.Item
            name="commissionMax"
            label="最高佣金（每人）"
            rules={[
              zodRule(shape.commissionMax),
              ({ getFieldValue }) => ({
                async validator(_rule, value: number | null | undefined) {
                  const low = getFieldValue('commissionMin') as number | null | undefined
                  if (low && value && low > value) throw new Error('最高佣金不能低于最低佣金')
                },
              }),
            ]}
          >
            <YuanInput placeholder="如 300.00" />
          </Form.Item>
        </FormSection>
      </FormWithAside>
    </Form>
  )
}
