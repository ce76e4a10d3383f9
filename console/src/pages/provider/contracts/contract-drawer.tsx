import { App, Button, Typography } from 'antd'
import { useState } from 'react'
import {
  envelopeMachine,
  formatDayRange,
  getContract,
  getEngagement,
  listContracts,
  listEngagements,
  revokeContract,
  sealContract,
} from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Facts } from '@/shared/ui/facts'
import { Loaded } from '@/shared/ui/loaded'
import { PagePictures } from '@/shared/ui/page-pictures'
import { ReasonModal } from '@/shared/ui/reason-modal'
import { StateTag } from '@/shared/ui/state-tag'
import { StepUpModal } from '@/shared/ui/step-up-modal'
import { TimeText } from '@/shared/ui/time'
import { History } from '@/shared/ui/timeline'

type Contract = ResponseOf<typeof getContract>
const invalidate = [listContracts, getContract, listEngagements, getEngagement]
const roles = { worker: '灵工', enterprise: '企业', provider: '服务商' } as const

/** One contract: its text as pages, who has signed, evidence; seal it or take it back. */
export function ContractDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const contract = useApi(
    getContract,
    { params: { id: id ?? '' } },
    { enabled: id !== null, refetchInterval: (data) => (data?.pages.length === 0 ? 3_000 : false) },
  )
  const { data } = contract
  return (
    <DetailDrawer
      open={id !== null}
      onClose={onClose}
      width={860}
      title={data?.title ?? '合同'}
      tag={data ? <StateTag machine={envelopeMachine} state={data.state} /> : null}
      extra={
        data && data.pages.length > 0 ? (
          <Button href={data.fileUrl} target="_blank">
            打开 PDF
          </Button>
        ) : null
      }
      footer={data ? <Actions key={data.id} contract={data} /> : null}
    >
      <Loaded query={contract} rows={12}>
        {(found) => (
          <>
            <DrawerSection title="签署进度">
              <Facts
                items={[
                  { label: '合同编号', value: <span className="num">{found.number}</span> },
                  { label: '期限', value: formatDayRange(found.termFrom, found.termTo) },
                  ...found.parties.map(({ name, role, signedAt }) => ({
                    label: `${roles[role]}：${name}`,
                    value: signedAt ? (
                      <>
                        已签署 <TimeText at={signedAt} />
                      </>
                    ) : (
                      <span className="warn">待签署</span>
                    ),
                  })),
                  ...(found.state === 'sent' || found.state === 'part-signed'
                    ? [{ label: '签署截止', value: <TimeText at={found.deadline} /> }]
                    : []),
                ]}
              />
            </DrawerSection>
            <DrawerSection title="要点">
              <Facts columns={1} items={found.summary.map(({ label, text }) => ({ label, value: text }))} />
            </DrawerSection>
            <DrawerSection title="正文">
              <PagePictures pages={found.pages} />
            </DrawerSection>
            {found.resultHash ? (
              <DrawerSection title="存证">
                <div className="faint">签署完成的文件 SHA-256，可用来核对文件没有被改动</div>
                <Typography.Text copyable className="hash">
                  {found.resultHash}
                </Typography.Text>
              </DrawerSection>
            ) : null}
            <DrawerSection title="记录">
              <History entries={found.timeline} />
            </DrawerSection>
          </>
        )}
      </Loaded>
    </DetailDrawer>
  )
}

function Actions({ contract }: { contract: Contract }) {
  const can = useCan()
  const { message } = App.useApp()
  const [asking, setAsking] = useState<'seal' | 'revoke' | null>(null)
  const { id, number, state, kind } = contract
  const other = contract.parties.find(({ role }) => role !== 'provider')?.name ?? '对方'
  const seal = useIntent(sealContract, {
    inline: true,
    invalidate,
    onDone: () => {
      setAsking(null)
      void message.success(`合同 ${number} 已加盖印章`)
    },
  })
  const revoke = useIntent(revokeContract, {
    inline: true,
    invalidate,
    onDone: () => {
      setAsking(null)
      void message.success(`合同 ${number} 已撤回`)
    },
  })
  const open = state === 'sent' || state === 'part-signed'
  if (!can('engagement.review') || !open) return null
  return (
    <>
      {kind === 'worker-provider' ? (
        <Button danger onClick={() => setAsking('revoke')}>
          撤回合同
        </Button>
      ) : null}
      {contract.mine ? (
        <Button type="primary" onClick={() => setAsking('seal')}>
          加盖印章
        </Button>
      ) : null}
      <StepUpModal
        open={asking === 'seal'}
        operation="contract.sign"
        subjectId={id}
        digest={id}
        title="加盖服务商印章"
        summary={
          <>
            合同 {number}
            <br />
            对方：{other}
            <br />
            盖章后合同生效，不能撤回。
          </>
        }
        okText={`给合同 ${number} 盖章`}
        onProof={async (proof) => {
          await seal.attempt({ params: { id }, body: proof })
        }}
        onClose={() => setAsking(null)}
      />
      <ReasonModal
        open={asking === 'revoke'}
        title={`撤回与${other}的合同`}
        note={`合同 ${number} 还没有签完，撤回后不再有效。对方需要时可以重新发起签署。`}
        label="撤回原因"
        placeholder="对方会看到这段文字"
        okText="撤回合同"
        running={revoke.running}
        error={revoke.error}
        onOk={(reason) => void revoke.run({ params: { id }, body: { reason } })}
        onClose={() => setAsking(null)}
      />
    </>
  )
}
