import { useCallback, useEffect, useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { ApiError } from '@linggong/shared'
import { Action } from '@/components/action'
import { aria } from '@/components/aria'
import { Blank } from '@/components/blank'
import { Page } from '@/components/page'
import { entryParameters } from '@/domain/entry-parameters'
import type { EntryParameters } from '@/domain/entry-parameters'
import { usePageShown } from '@/hooks/use-page-shown'
import { openFacePage } from '@/platform/face-page'
import { open } from '@/platform/navigation'
import { enter } from '@/session/enter'
import type { Unfinished } from '@/session/enter'

/** First page of every way in: reads the code or ticket, signs in silently where it can, and moves on. */
export default function EntryPage() {
  const { params } = useRouter()
  const [error, setError] = useState<ApiError | null>(null)
  const [unfinished, setUnfinished] = useState<Unfinished>(null)

  const start = useCallback((parameters: EntryParameters) => {
    enter(parameters).then(setUnfinished, (thrown: unknown) => {
      setError(thrown instanceof ApiError ? thrown : new ApiError(0, { message: '没有打开成功，请稍后重试' }))
    })
  }, [])
  const startAnew = (parameters: EntryParameters) => {
    setError(null)
    setUnfinished(null)
    start(parameters)
  }

  useEffect(() => start(entryParameters(params)), [start, params])
  usePageShown(() => startAnew(entryParameters(params)))

  const retry = () => startAnew({ ...entryParameters(params), wechatFailed: false, faceCheckId: null })

  return (
    <Page>
      {error && (
        <Blank title="没有打开成功" text={error.message} action={<Action onTap={retry}>重试</Action>} />
      )}
      {error && error.status > 0 && (
        <View className="text-button" {...aria('button')} onClick={() => open('login', {}, 'restart')}>
          用手机号登录
        </View>
      )}
      {unfinished && (
        <Blank
          title="人脸核验还没有完成"
          text="这个手机号已经实名，为保护您的资金，换微信登录时要核验本人。完成后会自动登录。"
          action={<Action onTap={() => openFacePage(unfinished.faceUrl)}>继续核验</Action>}
        />
      )}
      {!error && !unfinished && (
        <View className="entry" {...aria('status')}>
          <Text className="headline">灵工台</Text>
          <Text>正在打开</Text>
        </View>
      )}
    </Page>
  )
}
