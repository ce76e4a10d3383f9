import { useEffect } from 'react'
import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { assignmentMachine, getAssignment } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { Loaded } from '@/components/loaded'
import { ErrorNotice, Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Photos } from '@/components/photos'
import { Row } from '@/components/row'
import { Tag } from '@/components/tag'
import { Timeline } from '@/components/timeline'
import { taskAdvice } from '@/domain/task-advice'
import { assignmentTone } from '@/domain/tones'
import { commissionText, periodText } from '@/domain/words'
import { useAcceptTask } from '@/hooks/use-accept-task'
import { open } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

type Assignment = ResponseOf<typeof getAssignment>

const sealPollMs = 2_000

/** One assignment: the amount first, then what, when, where and who, and what can be done now. */
export default function TaskPage() {
  const { params } = useRouter()
  const signedIn = useSession()
  const id = params.id ?? ''
  const justSigned = params.signed === '1'
  const query = useApi(getAssignment, { params: { id } }, { enabled: signedIn && id !== '' })
  const accept = useAcceptTask(query.data)
  const waitsForSeal = justSigned && query.data?.state === 'assigned' && query.data.contract.needed
  const { refetch } = query

  useEffect(() => {
    if (!waitsForSeal) return undefined
    const timer = setInterval(() => void refetch(), sealPollMs)
    return () => clearInterval(timer)
  }, [waitsForSeal, refetch])

  return (
    <Page title="任务详情" {...taskActions(query.data, accept, Boolean(waitsForSeal))}>
      <Loaded query={query}>
        {(task) => (
          <>
            <TaskHead task={task} />
            <Advice task={task} justSigned={justSigned} />
            <ErrorNotice error={accept.error} action="刷新" onAction={() => void refetch()} />
            <TaskFacts task={task} />
            {task.deliverables.length > 0 && (
              <View className="card">
                <Text className="card__title">我交的照片</Text>
                <Photos pictures={task.deliverables} />
                {task.deliverableNote && <Text className="description">{task.deliverableNote}</Text>}
              </View>
            )}
            <View className="card">
              <Text className="card__title">进度</Text>
              <Timeline entries={task.timeline} />
            </View>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function taskActions(task: Assignment | undefined, accept: ReturnType<typeof useAcceptTask>, waits: boolean) {
  if (task?.state === 'assigned')
    return {
      action: (
        <Action busy={accept.busy} disabled={waits} onTap={() => void accept.submit()}>
          {task.contract.needed && !waits ? '签合同并接受任务' : '接受任务'}
        </Action>
      ),
      second: { text: '拒绝任务', onTap: () => open('taskReject', { id: task.id }) },
    }
  if (task?.state === 'accepted')
    return { action: <Action onTap={() => open('taskComplete', { id: task.id })}>完成任务</Action> }
  if (task?.state === 'completed')
    return {
      action: (
        <Action kind="plain" onTap={() => open('taskComplete', { id: task.id })}>
          更换照片
        </Action>
      ),
    }
  return {}
}

function TaskHead({ task }: { task: Assignment }) {
  return (
    <View className="card">
      <View className="task-card__top">
        <Text className="small">每人佣金（税前）</Text>
        <Tag text={assignmentMachine.labels[task.state]} tone={assignmentTone(task.state)} />
      </View>
      <Text className={task.commissionMin === task.commissionMax ? 'amount' : 'amount amount--medium'}>
        {commissionText(task.commissionMin, task.commissionMax)}
      </Text>
      <Text className="task-card__title">{task.title}</Text>
    </View>
  )
}

function Advice({ task, justSigned }: { task: Assignment; justSigned: boolean }) {
  const advice = taskAdvice(task, justSigned)
  return advice && <Notice tone={advice.tone} text={advice.text} />
}

function TaskFacts({ task }: { task: Assignment }) {
  return (
    <>
      <View className="card card--flush">
        <Row first label="时间" value={periodText(task)} />
        <Row label="地点" value={task.place} />
        <Row label="发布企业" value={task.enterpriseName} />
        <Row label="签约服务商" value={task.providerName} />
        <Row label="类别" value={task.category} />
        <Row
          label="合同"
          value={task.contract.needed ? '待签署' : '已签署'}
          {...(task.contract.envelopeId
            ? { onTap: () => open('contract', { id: task.contract.envelopeId as string, task: task.id }) }
            : {})}
        />
        {task.rejectReason && <Row label="拒绝原因" value={task.rejectReason} />}
      </View>
      <View className="card">
        <Text className="card__title">工作内容</Text>
        <Text className="description">{task.description}</Text>
        {task.pictures.length > 0 && <Photos pictures={task.pictures} />}
      </View>
    </>
  )
}
