import { Button, Steps } from 'antd'
import { Link } from 'react-router'
import { Panel } from '@/shared/ui/page'
import type { Progress } from './progress'

/** The six steps with the next action. */
export function ProgressPanel({ progress }: { progress: Progress }) {
  const { steps, current, next } = progress
  const waiting = steps[current]
  return (
    <Panel
      title={waiting ? `开始使用：第 ${current + 1} 步，共 ${steps.length} 步` : '开通进度：六步已全部完成'}
      extra={
        next ? (
          <Link to={next.to}>
            <Button type="primary">{next.text}</Button>
          </Link>
        ) : (
          waiting && <span className="soft">{waiting.note}，有进展后这里会更新</span>
        )
      }
    >
      <Steps
        current={current}
        titlePlacement="vertical"
        items={steps.map(({ title, note, done }) => ({
          title,
          content: note,
          status: done
            ? ('finish' as const)
            : title === waiting?.title
              ? ('process' as const)
              : ('wait' as const),
        }))}
      />
    </Panel>
  )
}
