import { useEffect, useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import {
  declineMyContract,
  envelopeMachine,
  formatDayRange,
  formatTime,
  getMyContract,
  listMyContracts,
} from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { call } from '@/api/client'
import { serverNow } from '@/api/server-clock'
import { refresh, useApi } from '@/api/use-api'
import { Action } from '@/components/action'
import { aria } from '@/components/aria'
import { modified } from '@/components/class-names'
import { Loaded } from '@/components/loaded'
import { ErrorNotice, Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Row } from '@/components/row'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { TextArea } from '@/components/text-area'
import { Timeline } from '@/components/timeline'
import { contractAdvice } from '@/domain/contract-words'
import { envelopeTone } from '@/domain/tones'
import { useIntent } from '@/hooks/use-intent'
import { useLargeType } from '@/hooks/use-large-type'
import { useReading } from '@/hooks/use-reading'
import { absoluteUrl } from '@/platform/environment'
import { open } from '@/platform/navigation'
import { openFile } from '@/platform/open-file'
import { useSession } from '@/session/use-session'

type Contract = ResponseOf<typeof getMyContract>

const pollMs = 2_000
const roleNames = { worker: '灵工', enterprise: '企业', provider: '服务商' } as const

/** A contract: key terms, then every page; to the end of it before it can be signed. */
export default function ContractPage() {
  const { params } = useRouter()
  const signedIn = useSession()
  const id = params.id ?? ''
  const query = useApi(getMyContract, { params: { id } }, { enabled: signedIn && id !== '' })
  const contract = query.data
  const reading = useReading('.contract-page', contract?.pages.length ?? 0)
  const [declining, setDeclining] = useState(false)
  const changing = contract?.state === 'draft' || (contract?.state === 'part-signed' && !contract.mine)
  const { refetch } = query

  useEffect(() => {
    if (!changing) return undefined
    const timer = setInterval(() => void refetch(), pollMs)
    return () => clearInterval(timer)
  }, [changing, refetch])

  const signable = contract?.mine && contract.state !== 'draft' && contract.pages.length > 0
  const bar = signable
    ? {
        hint: reading.finished ? null : `已读 ${reading.read}/${contract.pages.length} 页，读完再签`,
        action: reading.finished ? (
          <Action onTap={() => open('contractSign', { id, ...(params.task ? { task: params.task } : {}) })}>
            去签署
          </Action>
        ) : (
          <Action onTap={() => void reading.goOn()}>继续阅读</Action>
        ),
      }
    : contract?.state === 'completed'
      ? {
          action: (
            <Action
              kind="plain"
              onTap={() => openFile(absoluteUrl(contract.fileUrl), `${contract.title}.pdf`)}
            >
              查看合同文件
            </Action>
          ),
        }
      : {}

  return (
    <Page title="合同" {...bar}>
      <Loaded query={query}>
        {(loaded) => (
          <>
            <ContractHead contract={loaded} />
            <KeyTerms contract={loaded} />
            <ContractPages contract={loaded} onBroken={() => void refetch()} />
            {signable && (
              <View className="text-button" {...aria('button')} onClick={() => setDeclining(true)}>
                不同意这份合同
              </View>
            )}
            {!loaded.mine && loaded.timeline.length > 0 && (
              <View className="card">
                <Text className="card__title">签署过程</Text>
                <Timeline entries={loaded.timeline} />
                {loaded.resultHash && (
                  <Text className="small description">{`文件指纹（SHA-256）\n${loaded.resultHash}`}</Text>
                )}
              </View>
            )}
            <DeclineSheet id={id} open={declining} onClose={() => setDeclining(false)} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function ContractHead({ contract }: { contract: Contract }) {
  const advice = contractAdvice(contract)
  return (
    <>
      <View className="card">
        <View className="task-card__top">
          <Text className="small">{contract.number}</Text>
          <Tag text={envelopeMachine.labels[contract.state]} tone={envelopeTone(contract.state)} />
        </View>
        <Text className="task-card__title">{contract.title}</Text>
      </View>
      {advice && <Notice text={advice} />}
      <View className="card card--flush">
        {contract.parties.map((party, index) => (
          <Row
            first={index === 0}
            key={party.role}
            label={roleNames[party.role]}
            value={party.name}
            note={party.signedAt ? '已签' : null}
          />
        ))}
        <Row label="期限" value={formatDayRange(contract.termFrom, contract.termTo)} />
        {contract.mine && <Row label="请在此前签署" value={formatTime(contract.deadline, serverNow())} />}
      </View>
    </>
  )
}

function KeyTerms({ contract }: { contract: Contract }) {
  if (contract.summary.length === 0) return null
  return (
    <View className="card">
      <Text className="card__title">要点</Text>
      {contract.summary.map((term) => (
        <View className="term" key={term.label}>
          <Text className="term__label">{term.label}</Text>
          <Text>{term.text}</Text>
        </View>
      ))}
    </View>
  )
}

/** The pages as they are printed; enlarged, each is moved sideways under the finger. */
function ContractPages({ contract, onBroken }: { contract: Contract; onBroken: () => void }) {
  const { large } = useLargeType()
  const [chosen, setChosen] = useState<boolean | null>(null)
  const enlarged = chosen ?? large
  if (contract.pages.length === 0) return null
  return (
    <View>
      <View className="contract-head">
        <Text className="card__title">{`合同正文，共 ${contract.pages.length} 页`}</Text>
        <View className="text-button" {...aria('button')} onClick={() => setChosen(!enlarged)}>
          {enlarged ? '缩小' : '放大看'}
        </View>
      </View>
      {contract.pages.map((page, index) => (
        <View
          className={modified('contract-page', { enlarged })}
          key={`${contract.id}-${page.width}-${index + 1}`}
        >
          <View className="contract-page__sheet" style={{ aspectRatio: `${page.width} / ${page.height}` }}>
            <Image
              className="contract-page__picture"
              src={absoluteUrl(page.url)}
              mode="widthFix"
              onError={onBroken}
              {...aria('img', { label: `合同第 ${index + 1} 页，共 ${contract.pages.length} 页` })}
            />
          </View>
        </View>
      ))}
    </View>
  )
}

function DeclineSheet({ id, open: visible, onClose }: { id: string; open: boolean; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const decline = useIntent(`decline-${id}`, (text: string, idempotencyKey) =>
    call(declineMyContract, { params: { id }, body: { reason: text }, idempotencyKey }),
  )
  const submit = async () => {
    const valid = declineMyContract.body.safeParse({ reason }).success
    setMissing(!valid)
    if (!valid) return
    const declined = await decline.submit(reason.trim())
    if (!declined) return
    refresh(getMyContract, listMyContracts)
    onClose()
  }
  return (
    <Sheet
      open={visible}
      title="不同意这份合同吗"
      confirm="拒签合同"
      busy={decline.busy}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      <Text>拒签后合同不生效，需要这份合同的任务也接不了。可以先联系服务商问清楚。</Text>
      <TextArea
        label="哪里不同意"
        placeholder="写几个字说明"
        maxLength={200}
        value={reason}
        onChange={setReason}
        error={missing ? '请写明原因' : undefined}
      />
      <ErrorNotice error={decline.error} />
    </Sheet>
  )
}
