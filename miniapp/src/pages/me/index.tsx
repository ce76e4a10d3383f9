import { useState } from 'react'
import { Switch, Text, View } from '@tarojs/components'
import { getMe } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { aria, nativeLabel } from '@/components/aria'
import { Loaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Row } from '@/components/row'
import { Sheet } from '@/components/sheet'
import { registrationPage } from '@/domain/next-stop'
import { cardText } from '@/domain/words'
import { useLargeType } from '@/hooks/use-large-type'
import { isH5 } from '@/platform/environment'
import { open } from '@/platform/navigation'
import { signOut } from '@/session/sign-out'
import { useSession } from '@/session/use-session'

/** The worker's own corner: identity, cards, contracts, privacy, large type, help, leaving. */
export default function MePage() {
  const signedIn = useSession()
  const query = useApi(getMe, {}, { enabled: signedIn })
  const { large, setLarge } = useLargeType()
  const [leaving, setLeaving] = useState(false)
  const [busy, setBusy] = useState(false)

  const leave = async () => {
    setBusy(true)
    await signOut()
    setBusy(false)
  }

  return (
    <Page>
      <Loaded query={query}>{(me) => <Own me={me} />}</Loaded>
      <View className="card card--flush">
        <View className="row row--first">
          <Text className="row__label row__label--main">大字模式</Text>
          <View className="row__value">
            <Switch
              color="#0b756c"
              checked={large}
              onChange={(event) => setLarge(event.detail.value)}
              {...(isH5 ? nativeLabel('大字模式') : aria('checkbox', { label: '大字模式', checked: large }))}
            />
          </View>
        </View>
        <Row label="隐私与协议" onTap={() => open('privacy')} />
        <Row label="帮助" onTap={() => open('help')} />
      </View>
      <View className="card card--flush">
        <View
          className="row row--first row--center"
          {...aria('button', { label: '退出登录' })}
          onClick={() => setLeaving(true)}
        >
          <Text>退出登录</Text>
        </View>
      </View>
      <Sheet
        open={leaving}
        title="退出登录吗"
        confirm="退出登录"
        cancel="不退出"
        busy={busy}
        onConfirm={() => void leave()}
        onClose={() => setLeaving(false)}
      >
        <Text>任务、合同和收入都会保留，下次用手机号登录就能看到。</Text>
      </Sheet>
    </Page>
  )
}

function Own({ me }: { me: ResponseOf<typeof getMe> }) {
  const registered = me.registration === 'done'
  return (
    <>
      <View className="me-head">
        <View className="me-head__face">
          <Text>{(me.name ?? '我').slice(0, 1)}</Text>
        </View>
        <View className="row__main">
          <Text className="headline">{me.name ?? '还没有实名'}</Text>
          <Text className="lead">{me.phone}</Text>
        </View>
      </View>
      {!registered && <Notice tone="warn" text="注册还没有完成，完成后才能接受任务和收款。" />}
      {!registered && <Action onTap={() => open(registrationPage(me.registration))}>继续注册</Action>}
      <View className="card card--flush">
        <Row
          first
          label="实名信息"
          value={me.verified ? '已认证' : '未认证'}
          onTap={() => open(registered ? 'myIdentity' : registrationPage(me.registration))}
        />
        <Row
          label="银行卡"
          value={me.settlementCard ? cardText(me.settlementCard) : ''}
          onTap={() => open(registered ? 'myCards' : registrationPage(me.registration))}
        />
        <Row
          label="我的合同"
          note={me.contractsToSign > 0 ? `${me.contractsToSign} 份待签` : null}
          onTap={() => open('myContracts')}
        />
      </View>
    </>
  )
}
