import { Button, Checkbox, Form, Modal } from 'antd'
import { useState } from 'react'
import { getAgreement } from '@linggong/shared'
import type { agreementCodes } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import type { ClientConfig } from '@/shared/api/use-config'
import { Loaded } from '@/shared/ui/loaded'
import { PlainText } from '@/shared/ui/plain-text'

export type AgreementCode = (typeof agreementCodes)[number]

/** The texts an account is opened with. */
const needed: readonly AgreementCode[] = ['privacy', 'platform']

/** The versions shown, as the server takes them. */
export function consentsOf(config: ClientConfig): { code: AgreementCode; version: string }[] {
  return config.agreements
    .filter(({ code }) => needed.includes(code))
    .map(({ code, version }) => ({ code, version }))
}

/** One box per text, unticked; the name opens the text. */
export function Consents({ config }: { config: ClientConfig }) {
  const [reading, setReading] = useState<AgreementCode | null>(null)
  const shown = config.agreements.filter(({ code }) => needed.includes(code))
  return (
    <>
      {shown.map(({ code, title }) => (
        <Form.Item
          key={code}
          name={['agreed', code]}
          valuePropName="checked"
          className="consent-line"
          rules={[
            {
              validator: (_, ticked) =>
                ticked === true ? Promise.resolve() : Promise.reject(new Error(`请先阅读并同意《${title}》`)),
            },
          ]}
        >
          <Checkbox>
            我已阅读并同意
            <Button
              type="link"
              size="small"
              style={{ padding: 0 }}
              onClick={(event) => {
                event.preventDefault()
                setReading(code)
              }}
            >
              《{title}》
            </Button>
          </Checkbox>
        </Form.Item>
      ))}
      <AgreementModal code={reading} onClose={() => setReading(null)} />
    </>
  )
}

function AgreementModal({ code, onClose }: { code: AgreementCode | null; onClose: () => void }) {
  const agreement = useApi(getAgreement, { params: { code: code ?? 'privacy' } }, { enabled: code !== null })
  return (
    <Modal
      open={code !== null}
      title={agreement.data ? `${agreement.data.title}（${agreement.data.version} 版）` : '协议全文'}
      width={720}
      onCancel={onClose}
      footer={<Button onClick={onClose}>关闭</Button>}
    >
      <Loaded query={agreement}>{({ text }) => <PlainText text={text.replace(/^# .+\n/, '')} />}</Loaded>
    </Modal>
  )
}
