import { Text, View } from '@tarojs/components'
import type { ResponseOf, getConfig } from '@linggong/shared'
import { open } from '@/platform/navigation'
import { aria } from './aria'
import { modified } from './class-names'

type Agreement = ResponseOf<typeof getConfig>['agreements'][number]

interface AgreementCheckProps {
  agreements: Agreement[]
  checked: boolean
  onChange: (checked: boolean) => void
  /** The worker tried to go on without ticking. */
  missed: boolean
}

/** Consent that is never ticked beforehand; each title opens the full text. */
export function AgreementCheck({ agreements, checked, onChange, missed }: AgreementCheckProps) {
  const label = `我已阅读并同意${agreements.map((agreement) => `《${agreement.title}》`).join('')}`
  const toggle = () => onChange(!checked)
  return (
    <View className="check">
      <View className="check__target" {...aria('checkbox', { label, checked })} onClick={toggle}>
        <View className={modified('check__box', { on: checked })}>
          {checked && <View className="check__mark" />}
        </View>
      </View>
      <View className="check__text">
        <Text onClick={toggle}>我已阅读并同意</Text>
        {agreements.map((agreement) => (
          <Text
            className="link"
            key={agreement.code}
            {...aria('link')}
            onClick={() => open('agreement', { code: agreement.code })}
          >
            《{agreement.title}》
          </Text>
        ))}
        {missed && !checked && (
          <View className="field__note field__note--bad" {...aria('alert')}>
            请先阅读协议，同意就在左边打勾
          </View>
        )}
      </View>
    </View>
  )
}
