import { Text, View } from '@tarojs/components'
import { envelopeMachine, formatDayRange, listMyContracts } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useApi } from '@/api/use-api'
import { aria } from '@/components/aria'
import { Blank } from '@/components/blank'
import { Loaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { envelopeTone } from '@/domain/tones'
import { open } from '@/platform/navigation'
import { useSession } from '@/session/use-session'

type Envelope = ResponseOf<typeof listMyContracts>['signed'][number]

/** Contracts that wait for the worker's signature, and those already signed. */
export default function MyContractsPage() {
  const signedIn = useSession()
  const query = useApi(listMyContracts, {}, { enabled: signedIn })
  return (
    <Page title="我的合同">
      <Loaded query={query}>
        {({ toSign, signed }) =>
          toSign.length + signed.length === 0 ? (
            <Blank title="还没有合同" text="第一次接受某个服务商的任务时要签合同，签好的都会保存在这里。" />
          ) : (
            <>
              <Group title="待签署" contracts={toSign} />
              <Group title="已签署" contracts={signed} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function Group({ title, contracts }: { title: string; contracts: Envelope[] }) {
  if (contracts.length === 0) return null
  return (
    <>
      <Text className="card__title">{title}</Text>
      {contracts.map((contract) => (
        <ContractCard key={contract.id} contract={contract} />
      ))}
    </>
  )
}

function ContractCard({ contract }: { contract: Envelope }) {
  const others = contract.parties.filter((party) => party.role !== 'worker').map((party) => party.name)
  const state = envelopeMachine.labels[contract.state]
  const term = formatDayRange(contract.termFrom, contract.termTo)
  return (
    <View
      className="card"
      {...aria('button', { label: [contract.title, state, ...others, term].join('，') })}
      onClick={() => open('contract', { id: contract.id })}
    >
      <View className="task-card__top">
        <Text className="row__main">{contract.title}</Text>
        <Tag text={state} tone={envelopeTone(contract.state)} />
      </View>
      <Text className="task-card__line">{others.join('、')}</Text>
      <Text className="task-card__line">{term}</Text>
    </View>
  )
}
