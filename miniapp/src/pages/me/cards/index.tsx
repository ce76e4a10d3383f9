import { Text, View } from '@tarojs/components'
import { listCards } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { aria } from '@/components/aria'
import { CardList } from '@/components/card-list'
import { Loaded } from '@/components/loaded'
import { ErrorNotice } from '@/components/notice'
import { Page } from '@/components/page'
import { useChooseCard } from '@/hooks/use-choose-card'
import { open } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

/** The worker's cards; another one may become the settlement card. */
export default function MyCardsPage() {
  const signedIn = useSession()
  const query = useApi(listCards, {}, { enabled: signedIn })
  const choice = useChooseCard(query.data?.rows)
  return (
    <Page
      title="银行卡"
      action={
        choice.changed && choice.chosen ? (
          <Action busy={choice.busy} onTap={() => void choice.submit()}>
            设为结算卡
          </Action>
        ) : (
          <Action onTap={() => open('addCard')}>添加银行卡</Action>
        )
      }
    >
      <Loaded query={query} bones={1}>
        {({ rows }) => <CardList cards={rows} chosen={choice.chosen} onChoose={choice.pick} />}
      </Loaded>
      <ErrorNotice error={choice.error} />
      {choice.changed && (
        <View className="text-button" {...aria('button')} onClick={() => open('addCard')}>
          添加银行卡
        </View>
      )}
      <Text className="small">佣金打到结算卡。换卡后确认的付款用新卡，之前已经确认的仍打到原来的卡。</Text>
    </Page>
  )
}
