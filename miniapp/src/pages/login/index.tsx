import { useEffect, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { getScene } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { useConfig } from '@/api/use-config'
import { AgreementCheck } from '@/components/agreement-check'
import { Notice } from '@/components/notice'
import { usePageShown } from '@/hooks/use-page-shown'
import { open } from '@/platform/navigation'
import { storage } from '@/platform/storage'
import { LoginFrame } from './login-frame'
import { PhoneButton } from './phone-button'
import { SmsLogin } from './sms-login'

/** What the scanned code leads to, so that the worker knows why to log in. */
function ScannedCode({ scene }: { scene: string }) {
  const query = useApi(getScene, { params: { scene } })
  if (!query.data) return null
  const { kind, title, enterpriseName } = query.data
  return (
    <Notice
      text={
        kind === 'task'
          ? `您扫描的是${enterpriseName}的任务“${title}”，登录后就能看到`
          : `${enterpriseName}邀请您注册，登录后继续`
      }
    />
  )
}

/** Phone login: the phone button in the mini-program, an SMS code in the browser. */
export default function LoginPage() {
  const config = useConfig()
  const [agreed, setAgreed] = useState(false)
  const [missed, setMissed] = useState(false)
  const scene = storage.get('scene')
  const faceCheck = storage.get('faceCheck')

  useEffect(() => {
    if (storage.get('token') !== null) open('entry', {}, 'restart')
  }, [])

  usePageShown(() => {
    if (storage.get('faceCheck')) open('entry', {}, 'restart')
  })

  const remindOfAgreements = () => setMissed(true)

  return (
    <LoginFrame query={config}>
      {({ agreements }) => {
        const asked = agreements.filter(({ code }) => code === 'privacy' || code === 'platform')
        const check = (
          <AgreementCheck agreements={asked} checked={agreed} onChange={setAgreed} missed={missed} />
        )
        const intro = (
          <>
            <View className="welcome">
              <Text className="headline">登录灵工台</Text>
              <Text className="lead">接任务、签合同、收佣金，都在这里</Text>
            </View>
            {scene && <ScannedCode scene={scene} />}
            {faceCheck && (
              <Notice
                tone="warn"
                text="人脸核验还没有完成，完成后会自动登录。"
                action="继续"
                onAction={() => open('entry', {}, 'restart')}
              />
            )}
          </>
        )
        const consents = asked.map(({ code, version }) => ({ code, version }))
        return process.env.TARO_ENV === 'weapp' ? (
          <PhoneButton {...{ intro, check, agreed, consents, remindOfAgreements }} />
        ) : (
          <SmsLogin {...{ intro, check, agreed, consents, remindOfAgreements }} />
        )
      }}
    </LoginFrame>
  )
}
