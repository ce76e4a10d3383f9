import { Text, View } from '@tarojs/components'
import { getMe, getRegistration, verifyIdentity } from '@linggong/shared'
import { call } from '@/api/client'
import { refresh, remember } from '@/api/use-api'
import { Action } from '@/components/action'
import { CardNumberField } from '@/components/card-number-field'
import { Field } from '@/components/field'
import { Loaded } from '@/components/loaded'
import { ErrorNotice, Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { RegisterSteps } from '@/components/register-steps'
import { useForm } from '@/hooks/use-form'
import { useIntent } from '@/hooks/use-intent'
import { useOwnPhone } from '@/hooks/use-own-phone'
import { useRegistrationStep } from '@/hooks/use-registration-step'
import { useTakeErrors } from '@/hooks/use-take-errors'

/** Step one of registering: name, ID number, card and its reserved phone, checked by the bank. */
export default function IdentityPage() {
  const registration = useRegistrationStep('started')
  const form = useForm({ name: '', idNumber: '', cardNumber: '', phone: '' }, verifyIdentity.body)
  useOwnPhone(form)
  const verify = useIntent('verify-identity', (body: typeof form.values, idempotencyKey) =>
    call(verifyIdentity, { body, idempotencyKey }),
  )
  const pageError = useTakeErrors(form, verify.error)

  const submit = async () => {
    if (!form.check()) return
    const done = await verify.submit(form.values)
    if (!done) {
      refresh(getRegistration)
      return
    }
    remember(getRegistration, {}, done)
    refresh(getMe)
  }
  const field = (name: keyof typeof form.values) => ({
    value: form.values[name],
    onChange: (value: string) => form.set(name, value),
    error: form.errors[name],
  })

  return (
    <Page
      title="实名认证"
      first
      action={
        <Action busy={verify.busy} disabled={!registration.data} onTap={() => void submit()}>
          下一步
        </Action>
      }
    >
      <RegisterSteps current={1} />
      <Loaded query={registration}>
        {({ attemptsLeftToday }) => (
          <>
            <Notice text="佣金要打给您本人并依法代扣税款，所以要由银行核对您的身份。资料加密保存，只用于签合同、付款和报税。" />
            <View className="card bones">
              <Field label="姓名" placeholder="与身份证一致" maxLength={30} {...field('name')} />
              <Field
                label="身份证号"
                placeholder="18 位，末位可以是 X"
                type="idcard"
                maxLength={18}
                {...field('idNumber')}
              />
              <CardNumberField {...field('cardNumber')} />
              <Field
                key={`phone-${form.suggested}`}
                label="银行预留手机号"
                placeholder="办这张卡时留的手机号"
                type="number"
                maxLength={11}
                note="多数人就是登录手机号；不是的话，请填办卡时留的号码"
                {...field('phone')}
              />
            </View>
            <ErrorNotice error={pageError} />
            {attemptsLeftToday < 5 && (
              <Text className="small">{`今天还可以核验 ${attemptsLeftToday} 次，请核对清楚再提交`}</Text>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
