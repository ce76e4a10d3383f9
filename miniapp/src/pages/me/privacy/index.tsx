import { Text, View } from '@tarojs/components'
import { useConfig } from '@/api/use-config'
import { Loaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Row } from '@/components/row'
import { open } from '@/platform/navigation'

/** What is kept about the worker, and the agreements in full. */
export default function PrivacyPage() {
  const config = useConfig()
  return (
    <Page title="隐私与协议">
      <View className="card">
        <Text className="card__title">我们保存什么</Text>
        <Text>
          姓名、身份证号、银行卡、手机号、证件照和签名。它们加密保存，只用于核对身份、签合同、付款和报税，页面上只显示一部分。
        </Text>
      </View>
      <Loaded query={config} bones={1}>
        {({ agreements }) => (
          <View className="card card--flush">
            {agreements.map((agreement, index) => (
              <Row
                first={index === 0}
                key={agreement.code}
                label={`《${agreement.title}》`}
                onTap={() => open('agreement', { code: agreement.code })}
              />
            ))}
          </View>
        )}
      </Loaded>
    </Page>
  )
}
