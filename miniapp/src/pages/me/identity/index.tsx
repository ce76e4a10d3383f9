import { Text, View } from '@tarojs/components'
import { formatDay, getMe } from '@linggong/shared'
import { serverNow } from '@/api/server-clock'
import { useApi } from '@/api/use-api'
import { Loaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Row } from '@/components/row'
import { useSession } from '@/session/use-session'

/** The verified identity, masked as the server gives it. */
export default function MyIdentityPage() {
  const signedIn = useSession()
  const query = useApi(getMe, {}, { enabled: signedIn })
  return (
    <Page title="实名信息">
      <Loaded query={query} bones={1}>
        {(me) => (
          <>
            <View className="card card--flush">
              <Row first label="姓名" value={me.name ?? '还没有实名'} />
              <Row label="身份证号" value={me.idNumber ?? '还没有实名'} />
              <Row label="登录手机号" value={me.phone} />
              <Row
                label="证件有效期至"
                value={me.idCardValidTo ? formatDay(me.idCardValidTo, serverNow()) : '长期'}
              />
            </View>
            <Text className="small">
              实名信息经银行核对，不能自己修改。改名或换了证件号码，请到“帮助”联系客服。
            </Text>
          </>
        )}
      </Loaded>
    </Page>
  )
}
