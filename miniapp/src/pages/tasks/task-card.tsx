import { Text, View } from '@tarojs/components'
import { assignmentMachine } from '@linggong/shared'
import type { ResponseOf, listAssignments } from '@linggong/shared'
import { aria } from '@/components/aria'
import { Tag } from '@/components/tag'
import { assignmentTone } from '@/domain/tones'
import { commissionText, periodText } from '@/domain/words'
import { open } from '@/platform/navigation'

type Task = ResponseOf<typeof listAssignments>['rows'][number]

/** One task in the hall: amount first, then what, who, when and where. */
export function TaskCard({ task }: { task: Task }) {
  const state = assignmentMachine.labels[task.state]
  const amount = commissionText(task.commissionMin, task.commissionMax)
  return (
    <View
      className="card"
      {...aria('button', {
        label: [amount, state, task.title, task.enterpriseName, periodText(task), task.place].join('，'),
      })}
      onClick={() => open('task', { id: task.id })}
    >
      <View className="task-card__top">
        <Text className="amount amount--medium task-card__amount">{amount}</Text>
        <Tag text={state} tone={assignmentTone(task.state)} />
      </View>
      <Text className="task-card__title">{task.title}</Text>
      <Text className="task-card__line">{task.enterpriseName}</Text>
      <Text className="task-card__line">{periodText(task)}</Text>
      <Text className="task-card__line">{task.place}</Text>
    </View>
  )
}
