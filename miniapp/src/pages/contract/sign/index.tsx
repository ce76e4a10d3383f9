import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import {
  getAssignment,
  getMe,
  getMyContract,
  listMyContracts,
  sendSigningCode,
  signMyContract,
} from '@linggong/shared'
import type { BodyOf } from '@linggong/shared'
import { call } from '@/api/client'
import { refresh, useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { CodeField } from '@/components/code-field'
import { ErrorNotice, Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignaturePad } from '@/components/signature-pad'
import { useForm } from '@/hooks/use-form'
import { useIntent } from '@/hooks/use-intent'
import { useTakeErrors } from '@/hooks/use-take-errors'
import { open } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

const typed = signMyContract.body.pick({ code: true })

/** Handwriting and SMS code: the worker's signature under a contract. */
export default function SignPage() {
  const { params } = useRouter()
  const signedIn = useSession()
  const id = params.id ?? ''
  const contract = useApi(getMyContract, { params: { id } }, { enabled: signedIn && id !== '' })
  const form = useForm({ code: '' }, typed)
  const [signature, setSignature] = useState<string | null>(null)
  const [unsigned, setUnsigned] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const sending = useIntent(`signing-code-${id}`, () => call(sendSigningCode, { params: { id } }))
  const sign = useIntent(`sign-${id}`, (body: BodyOf<typeof signMyContract>, idempotencyKey) =>
    call(signMyContract, { params: { id }, body, idempotencyKey }),
  )
  const pageError = useTakeErrors(form, sign.error, sending.error)

  const send = async () => {
    const sent = await sending.submit(undefined)
    if (!sent) return null
    setSentTo(sent.phone)
    return sent.resendAfterSeconds
  }
  const submit = async () => {
    setUnsigned(!signature)
    if (!form.check() || !signature) return
    const signed = await sign.submit({ code: form.values.code, signature })
    if (!signed) return
    refresh(getMyContract, listMyContracts, getAssignment, getMe)
    if (params.task) open('task', { id: params.task, signed: '1' }, 'restart')
    else open('contract', { id }, 'replace')
  }

  return (
    <Page
      title="手写签名"
      wide
      action={
        <Action busy={sign.busy} onTap={() => void submit()}>
          确认签署
        </Action>
      }
    >
      {contract.data && <Text className="lead">{contract.data.title}</Text>}
      <SignaturePad onChange={setSignature} />
      {unsigned && !signature && <Notice tone="bad" text="请在签名框内手写您的姓名，不能只点一下。" />}
      <View className="card">
        <CodeField
          value={form.values.code}
          onChange={(code) => form.set('code', code)}
          error={form.errors.code}
          note={sentTo ? `已发送到 ${sentTo}` : '发送到您登录的手机号，证明是您本人在签'}
          send={send}
        />
      </View>
      <ErrorNotice error={pageError} />
      <Text className="small">横过手机来写会更宽敞，已写的笔画会保留。</Text>
    </Page>
  )
}
