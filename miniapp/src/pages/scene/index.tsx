import { useEffect } from 'react'
import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { resolveScene } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { Loaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Row } from '@/components/row'
import { sceneAdvice } from '@/domain/scene-advice'
import { open } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

const assignedPollMs = 3_000

/**
 * A scanned code that is not one of the worker's own tasks: what it is, and whom to ask. It moves on
 * by itself once the task is assigned.
 */
export default function ScenePage() {
  const { params } = useRouter()
  const signedIn = useSession()
  const query = useApi(
    resolveScene,
    { params: { scene: params.scene ?? '' } },
    { enabled: signedIn, refetchInterval: assignedPollMs },
  )
  const assignmentId = query.data?.assignmentId

  useEffect(() => {
    if (assignmentId) open('task', { id: assignmentId }, 'restart')
  }, [assignmentId])

  return (
    <Page title="扫码任务" first action={<Action onTap={() => open('tasks')}>查看我的任务</Action>}>
      <Loaded query={query} bones={1}>
        {(scene) => (
          <>
            <View className="card">
              <Text className="small">{scene.kind === 'task' ? '您扫描的任务' : '企业邀请'}</Text>
              <Text className="headline">{scene.title}</Text>
            </View>
            <View className="card card--flush">
              <Row first label="发布企业" value={scene.enterpriseName} />
            </View>
            <Notice text={sceneAdvice(scene)} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
