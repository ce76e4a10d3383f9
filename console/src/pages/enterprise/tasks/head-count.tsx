import { Progress, Tooltip } from 'antd'
import { assignmentMachine, type StateOf } from '@linggong/shared'
import type { Task } from '../parts/types'

type AssignmentState = StateOf<typeof assignmentMachine>

const ended: readonly AssignmentState[] = ['rejected', 'cancelled', 'expired']
const states = Object.keys(assignmentMachine.labels) as AssignmentState[]

/** How many of the wanted workers have completed, with all states on hover. A quick task assigns nobody. */
export function HeadCount({ task }: { task: Pick<Task, 'kind' | 'counts' | 'headCount'> }) {
  const { kind, counts, headCount } = task
  if (kind === 'quick') return <span className="faint">{headCount} 人，不用指派</span>
  const completed = counts.completed
  const going = states.reduce((sum, state) => (ended.includes(state) ? sum : sum + counts[state]), 0)
  const words = states
    .filter((state) => counts[state] > 0)
    .map((state) => `${assignmentMachine.labels[state]} ${counts[state]} 人`)
  return (
    <Tooltip title={words.length > 0 ? words.join('，') : '还没有指派灵工'}>
      <div className="head-count">
        <span className="num">
          完成 {completed}，指派 {going}/{headCount} 人
        </span>
        <Progress
          percent={Math.min(100, (going / headCount) * 100)}
          success={{ percent: Math.min(100, (completed / headCount) * 100) }}
          showInfo={false}
          size="small"
          aria-label="灵工进度"
        />
      </div>
    </Tooltip>
  )
}
