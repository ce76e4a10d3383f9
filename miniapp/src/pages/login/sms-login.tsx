import { View } from '@tarojs/components'
import { loginBySms, sendSmsCode } from '@linggong/shared'
import { call } from '@/api/client'
import { Action } from '@/components/action'
import { CodeField } from '@/components/code-field'
import { Field } from '@/components/field'
import { ErrorNotice } from '@/components/notice'
import { Page } from '@/components/page'
import { useForm } from '@/hooks/use-form'
import { useIntent } from '@/hooks/use-intent'
import { useTakeErrors } from '@/hooks/use-take-errors'
import { open } from '@/platform/navigation'
import { storage } from '@/platform/storage'
import { takeLoginResult } from '@/session/login-result'
import type { LoginPartProps } from './login-part'

const typed = loginBySms.body.pick({ phone: true, code: true })

/** Browser login by phone and SMS code. What was typed stays after a refusal. */
export function SmsLogin({ intro, check, agreed, consents, remindOfAgreements }: LoginPartProps) {
  const form = useForm({ phone: '', code: '' }, typed)
  const sending = useIntent('send-login-code', (phone: string) =>
    call(sendSmsCode, { body: { phone, purpose: 'worker-login' } }),
  )
  const login = useIntent('login', async (values: { phone: string; code: string }) => {
    const wechatToken = storage.get('wechatToken')
    const scene = storage.get('scene')
    const result = await call(loginBySms, {
      body: { ...values, consents, ...(wechatToken ? { wechatToken } : {}), ...(scene ? { scene } : {}) },
    })
    await takeLoginResult(result)
    return result
  })
  const shownError = useTakeErrors(form, login.error, sending.error)

  const send = async () => {
    if (!form.checkOne('phone')) return null
    const sent = await sending.submit(form.values.phone)
    return sent ? sent.resendAfterSeconds : null
  }
  const submit = () => {
    if (!form.check()) return
    if (!agreed) remindOfAgreements()
    else void login.submit(form.values)
  }
  const expired = login.error?.code === 'WECHAT_IDENTITY_INVALID'
  const again = () => {
    storage.remove('wechatToken')
    open('entry', {}, 'restart')
  }

  return (
    <Page
      action={
        <Action busy={login.busy} onTap={submit}>
          登录
        </Action>
      }
    >
      {intro}
      <View className="card bones">
        <Field
          label="手机号"
          placeholder="本人的 11 位手机号"
          type="number"
          maxLength={11}
          value={form.values.phone}
          onChange={(phone) => form.set('phone', phone)}
          error={form.errors.phone}
        />
        <CodeField
          value={form.values.code}
          onChange={(code) => form.set('code', code)}
          error={form.errors.code}
          send={send}
        />
      </View>
      {expired ? (
        <ErrorNotice error={login.error} action="重新进入" onAction={again} />
      ) : (
        <ErrorNotice error={shownError} />
      )}
      {check}
    </Page>
  )
}
