import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { agreeAndRegister, getMe, getRegistration } from '@linggong/shared'
import type { BodyOf } from '@linggong/shared'
import { call } from '@/api/client'
import { refresh, remember } from '@/api/use-api'
import { Action } from '@/components/action'
import { AgreementCheck } from '@/components/agreement-check'
import { Loaded } from '@/components/loaded'
import { ErrorNotice } from '@/components/notice'
import { Page } from '@/components/page'
import { RegisterSteps } from '@/components/register-steps'
import { Row } from '@/components/row'
import { useIntent } from '@/hooks/use-intent'
import { useRegistrationStep } from '@/hooks/use-registration-step'

type Consents = BodyOf<typeof agreeAndRegister>['consents']

/** Shows the verified identity again, with the agreements that registering accepts. */
export default function ConfirmPage() {
  const registration = useRegistrationStep('identified')
  const [agreed, setAgreed] = useState(false)
  const [missed, setMissed] = useState(false)
  const agree = useIntent('agree-and-register', (consents: Consents, idempotencyKey) =>
    call(agreeAndRegister, { body: { consents }, idempotencyKey }),
  )
  const agreements = registration.data?.agreements ?? []

  const submit = async () => {
    setMissed(!agreed)
    if (!agreed) return
    const done = await agree.submit(agreements.map(({ code, version }) => ({ code, version })))
    if (!done) return
    remember(getRegistration, {}, done)
    refresh(getMe)
  }

  return (
    <Page
      title="确认身份"
      first
      action={
        <Action busy={agree.busy} disabled={!registration.data} onTap={() => void submit()}>
          同意并注册
        </Action>
      }
    >
      <RegisterSteps current={1} />
      <Loaded query={registration}>
        {({ name, idNumber }) => (
          <>
            <View className="card card--flush">
              <Row first label="姓名" value={name} />
              <Row label="身份证号" value={idNumber} />
            </View>
            <Text className="small">银行已核对一致。请再看一遍，确认是您本人。</Text>
            <View className="card">
              <AgreementCheck agreements={agreements} checked={agreed} onChange={setAgreed} missed={missed} />
            </View>
            <ErrorNotice error={agree.error} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
