import { Text } from '@tarojs/components'
import { Action } from '@/components/action'
import { CardList } from '@/components/card-list'
import { Loaded } from '@/components/loaded'
import { ErrorNotice } from '@/components/notice'
import { Page } from '@/components/page'
import { RegisterSteps } from '@/components/register-steps'
import { useChooseCard } from '@/hooks/use-choose-card'
import { useRegistrationStep } from '@/hooks/use-registration-step'
import { open } from '@/platform/navigation'

/** Step two of registering: which card receives the commission. */
export default function RegisterCardPage() {
  const registration = useRegistrationStep('agreed')
  const choice = useChooseCard(registration.data?.cards)

  return (
    <Page
      title="结算卡"
      first
      action={
        <Action busy={choice.busy} disabled={!choice.chosen} onTap={() => void choice.submit()}>
          设为结算卡
        </Action>
      }
      second={{ text: '换一张卡收款', onTap: () => open('addCard') }}
    >
      <RegisterSteps current={2} />
      <Text className="lead">佣金会打到这张卡。以后可以在“我的－银行卡”更换，更换后确认的付款才用新卡。</Text>
      <Loaded query={registration} bones={1}>
        {({ cards }) => (
          <>
            <CardList cards={cards} chosen={choice.chosen} onChoose={choice.pick} />
            <ErrorNotice error={choice.error} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
