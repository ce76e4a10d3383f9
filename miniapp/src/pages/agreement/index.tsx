import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { getAgreement, zAgreementCode } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { Blank } from '@/components/blank'
import { Loaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { agreementParts } from '@/domain/agreement-parts'

function AgreementText({ code }: { code: (typeof zAgreementCode)['_output'] }) {
  const query = useApi(getAgreement, { params: { code } })
  return (
    <Loaded query={query}>
      {(agreement) => (
        <View className="card">
          <Text className="headline">{agreement.title}</Text>
          <Text className="small">版本 {agreement.version}</Text>
          {agreementParts(agreement.text).map((part, index) => (
            <Text
              className={part.heading ? 'card__title agreement-head' : 'agreement-text'}
              selectable
              key={index}
            >
              {part.text}
            </Text>
          ))}
        </View>
      )}
    </Loaded>
  )
}

/** Full text of one agreement in its current version. */
export default function AgreementPage() {
  const { params } = useRouter()
  const code = zAgreementCode.safeParse(params.code)
  return (
    <Page title="协议全文">
      {code.success ? (
        <AgreementText code={code.data} />
      ) : (
        <Blank title="没有找到这份协议" text="请返回上一页重新打开。" />
      )}
    </Page>
  )
}
