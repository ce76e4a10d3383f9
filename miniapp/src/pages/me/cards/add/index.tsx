import { View } from '@tarojs/components'
import { addCard, getMe, getRegistration, listCards } from '@linggong/shared'
import { call } from '@/api/client'
import { refresh } from '@/api/use-api'
import { Action } from '@/components/action'
import { CardNumberField } from '@/components/card-number-field'
import { Field } from '@/components/field'
import { ErrorNotice, Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { useForm } from '@/hooks/use-form'
import { useIntent } from '@/hooks/use-intent'
import { useOwnPhone } from '@/hooks/use-own-phone'
import { useTakeErrors } from '@/hooks/use-take-errors'
import { back } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

/** Another debit card of the worker's own, checked by the bank. */
export default function AddCardPage() {
  useSession()
  const form = useForm({ cardNumber: '', phone: '' }, addCard.body)
  useOwnPhone(form)
  const add = useIntent('add-card', (body: typeof form.values, idempotencyKey) =>
    call(addCard, { body, idempotencyKey }),
  )
  const pageError = useTakeErrors(form, add.error)

  const submit = async () => {
    if (!form.check()) return
    const card = await add.submit(form.values)
    if (!card) return
    refresh(listCards, getRegistration, getMe)
    back()
  }

  return (
    <Page
      title="添加银行卡"
      action={
        <Action busy={add.busy} onTap={() => void submit()}>
          核对并添加
        </Action>
      }
    >
      <Notice text="只能添加您本人的储蓄卡，由银行核对姓名、身份证号和预留手机号。" />
      <View className="card bones">
        <CardNumberField
          value={form.values.cardNumber}
          onChange={(cardNumber) => form.set('cardNumber', cardNumber)}
          error={form.errors.cardNumber}
        />
        <Field
          key={`phone-${form.suggested}`}
          label="银行预留手机号"
          placeholder="办这张卡时留的手机号"
          type="number"
          maxLength={11}
          value={form.values.phone}
          onChange={(phone) => form.set('phone', phone)}
          error={form.errors.phone}
        />
      </View>
      <ErrorNotice error={pageError} />
    </Page>
  )
}
