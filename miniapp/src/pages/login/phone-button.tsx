import { useState } from 'react'
import type { ButtonProps } from '@tarojs/components'
import { View } from '@tarojs/components'
import { ApiError, loginByPhoneCode } from '@linggong/shared'
import { call } from '@/api/client'
import { Action } from '@/components/action'
import { ErrorNotice, Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { useIntent } from '@/hooks/use-intent'
import { storage } from '@/platform/storage'
import { loginSilently } from '@/session/enter'
import { takeLoginResult } from '@/session/login-result'
import type { LoginPartProps } from './login-part'

type PhoneNumberEvent = Parameters<NonNullable<ButtonProps['onGetPhoneNumber']>>[0]

/** Mini-program login by WeChat's phone button; it only appears once the agreements are ticked. */
export function PhoneButton({ intro, check, agreed, consents, remindOfAgreements }: LoginPartProps) {
  const [refused, setRefused] = useState(false)
  const login = useIntent('login-phone', async (phoneCode: string) => {
    const wechatToken = storage.get('wechatToken')
    if (!wechatToken)
      throw new ApiError(401, { code: 'WECHAT_IDENTITY_INVALID', message: '微信授权已失效，请重新进入' })
    const result = await call(loginByPhoneCode, { body: { wechatToken, phoneCode, consents } })
    await takeLoginResult(result)
    return result
  })
  const enterAgain = useIntent('login-silently', loginSilently)

  const onPhoneNumber = (event: PhoneNumberEvent) => {
    const { code } = event.detail
    setRefused(!code)
    if (code) void login.submit(code)
  }

  return (
    <Page
      action={
        agreed ? (
          <Action busy={login.busy} openType="getPhoneNumber" onGetPhoneNumber={onPhoneNumber}>
            手机号快捷登录
          </Action>
        ) : (
          <Action onTap={remindOfAgreements}>手机号快捷登录</Action>
        )
      }
    >
      {intro}
      {refused && (
        <Notice
          tone="warn"
          text="没有取得手机号，登录没有完成。手机号用来核对企业给您的任务，请再点一次登录并选择允许。"
        />
      )}
      <ErrorNotice
        error={login.error ?? enterAgain.error}
        {...(login.error?.code === 'WECHAT_IDENTITY_INVALID'
          ? { action: '重新进入', onAction: () => void enterAgain.submit(undefined) }
          : {})}
      />
      <View className="card">{check}</View>
    </Page>
  )
}
