import { useEffect } from 'react'
import { Image, Text, View } from '@tarojs/components'
import { finishRegistration, formatDay, getMe, getRegistration, isSettled } from '@linggong/shared'
import { call } from '@/api/client'
import { serverNow } from '@/api/server-clock'
import { refresh, remember } from '@/api/use-api'
import { Action } from '@/components/action'
import { Blank } from '@/components/blank'
import { IdCamera } from '@/components/id-camera'
import { ErrorNotice } from '@/components/notice'
import { Page } from '@/components/page'
import { RegisterSteps } from '@/components/register-steps'
import { useCapture } from '@/hooks/use-capture'
import { useIntent } from '@/hooks/use-intent'
import { useRegistrationStep } from '@/hooks/use-registration-step'

const sideNames = { front: '人像面', back: '国徽面' } as const

/** Step three of registering: both sides of the ID card, taken live. */
export default function PhotosPage() {
  const registration = useRegistrationStep('card', 'photos')
  const capture = useCapture()
  const finish = useIntent('finish-registration', (captureSessionId: string, idempotencyKey) =>
    call(finishRegistration, { body: { captureSessionId }, idempotencyKey }),
  )
  const here = ['card', 'photos'].includes(registration.data?.state ?? '')
  const { start } = capture

  useEffect(() => {
    if (here) void start()
  }, [here, start])

  const complete = async () => {
    if (!capture.session) return
    const done = await finish.submit(capture.session.id)
    if (!done) return
    remember(getRegistration, {}, done)
    refresh(getMe)
  }

  if (capture.complete)
    return (
      <Page
        title="证件照"
        first
        action={
          <Action busy={finish.busy} onTap={() => void complete()}>
            完成注册
          </Action>
        }
        second={{ text: '重新拍摄', onTap: () => void capture.start() }}
      >
        <RegisterSteps current={3} />
        <Blank
          ok
          title="两面都拍好了"
          text={
            capture.validTo
              ? `证件上的姓名和号码与实名信息一致，有效期至${formatDay(capture.validTo, serverNow())}。`
              : '证件上的姓名和号码与实名信息一致，证件长期有效。'
          }
        />
        <ErrorNotice error={finish.error} />
      </Page>
    )

  const name = sideNames[capture.side]
  if (capture.shot)
    return (
      <Page title="证件照" first {...shotActions(capture)}>
        <RegisterSteps current={3} />
        <Text className="headline">{`身份证${name}拍清楚了吗`}</Text>
        <View className="camera">
          <Image className="camera__picture" src={capture.shot.preview} mode="aspectFit" />
        </View>
        {capture.error ? (
          <ErrorNotice error={capture.error} />
        ) : (
          <Text className="lead">四个角都在画面里、没有反光、字看得清，就可以使用。</Text>
        )}
      </Page>
    )

  return (
    <IdCamera side={capture.side} ready={capture.session !== null} onPhoto={capture.take}>
      <RegisterSteps current={3} />
      <Text className="headline">{`拍摄身份证${name}`}</Text>
      <ErrorNotice error={capture.error} action="重试" onAction={() => void capture.start()} />
    </IdCamera>
  )
}

/** Use the picture, or take it anew: after a refusal only the latter. */
function shotActions(capture: ReturnType<typeof useCapture>) {
  if (capture.closed) return { action: <Action onTap={() => void capture.start()}>重新开始拍摄</Action> }
  const refused = capture.error !== null && isSettled(capture.error)
  if (refused) return { action: <Action onTap={capture.retake}>重拍</Action> }
  return {
    action: (
      <Action busy={capture.busy} onTap={() => void capture.use()}>
        使用照片
      </Action>
    ),
    second: { text: '重拍', onTap: capture.retake },
  }
}
