import { useState } from 'react'
import { ApiError, getMe } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { Blank } from '@/components/blank'
import { ErrorNotice } from '@/components/notice'
import { Page } from '@/components/page'
import { askForMessages } from '@/platform/subscribe-messages'
import { storage } from '@/platform/storage'
import { goOn } from '@/session/after-login'
import { useSession } from '@/session/use-session'

/** End of registering; leads to the task whose code was scanned. */
export default function RegisterDonePage() {
  const signedIn = useSession()
  const me = useApi(getMe, {}, { enabled: signedIn })
  const [error, setError] = useState<ApiError | null>(null)
  const scene = storage.get('scene') ?? me.data?.scene ?? null

  const goToTasks = async () => {
    setError(null)
    await askForMessages()
    if (scene) storage.set('scene', scene)
    await goOn().catch((thrown: unknown) => {
      if (thrown instanceof ApiError) setError(thrown)
      else throw thrown
    })
  }

  return (
    <Page title="注册完成" first action={<Action onTap={() => void goToTasks()}>查看任务</Action>}>
      <Blank
        ok
        title="注册完成"
        text={
          scene
            ? '接下来去看您扫描的任务：接受任务前要先签一份合同，完成后佣金会打到您的结算卡。'
            : '企业把任务指派给您后，会发消息通知您。接受任务前要先签一份合同，完成后佣金会打到您的结算卡。'
        }
      />
      <ErrorNotice error={error} />
    </Page>
  )
}
