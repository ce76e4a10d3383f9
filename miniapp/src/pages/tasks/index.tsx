import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { getMe, listAssignments, segments } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { aria } from '@/components/aria'
import { Blank } from '@/components/blank'
import { modified } from '@/components/class-names'
import { Loaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { registrationPage } from '@/domain/next-stop'
import { open } from '@/platform/navigation'
import { useSession } from '@/session/use-session'
import { TaskCard } from './task-card'

type Segment = (typeof segments)[number]

const names: Record<Segment, string> = {
  assigned: '待接受',
  accepted: '进行中',
  completed: '已完成',
  other: '其他',
}

const emptyTexts: Record<Segment, string> = {
  assigned: '企业把任务指派给您后会出现在这里，并发消息通知您。也可以扫企业给的任务二维码。',
  accepted: '接受任务后，它会在这里，做完了从这里点“完成任务”。',
  completed: '完成的任务会在这里，企业发放佣金后可以到“收入”查看。',
  other: '拒绝、取消和过期的任务会在这里。',
}

function isSegment(value: string | undefined): value is Segment {
  return segments.includes(value as Segment)
}

/** Task hall: everything assigned to this worker, by state. */
export default function TasksPage() {
  const { params } = useRouter()
  const signedIn = useSession()
  const [segment, setSegment] = useState<Segment>(isSegment(params.segment) ? params.segment : 'assigned')
  const query = useApi(listAssignments, { query: { segment } }, { enabled: signedIn })
  const me = useApi(getMe, {}, { enabled: signedIn })
  const registration = me.data?.registration

  return (
    <Page>
      <View className="segments" {...aria('tablist')}>
        {segments.map((name) => {
          const count = query.data?.counts[name] ?? 0
          return (
            <View
              className={modified('segment', { on: name === segment })}
              key={name}
              {...aria('tab', { label: `${names[name]} ${count}`, checked: name === segment })}
              onClick={() => setSegment(name)}
            >
              {names[name]}
              {count > 0 && <Text className="segment__count">{String(count)}</Text>}
              {name === segment && <View className="segment__bar" />}
            </View>
          )
        })}
      </View>
      {registration && registration !== 'done' && (
        <Notice
          tone="warn"
          text="注册还没有完成，完成后才能接受任务和收款。"
          action="继续注册"
          onAction={() => open(registrationPage(registration))}
        />
      )}
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Blank
              title={segment === 'other' ? '没有其他任务' : `没有${names[segment]}的任务`}
              text={emptyTexts[segment]}
            />
          ) : (
            rows.map((task) => <TaskCard key={task.id} task={task} />)
          )
        }
      </Loaded>
    </Page>
  )
}
