import { Steps } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { getEngagement, getSeal } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Loaded } from '@/shared/ui/loaded'
import { Page } from '@/shared/ui/page'
import type { EngagementDetail } from '../parts/types'
import { FaceStep } from './face-step'
import { ReadAndSign } from './read-and-sign'
import { SealStep } from './seal-step'
import { SignResult } from './sign-result'
import { useContract } from './contract-drawer'

/** Signing the contract with a provider, step by step. The address names the engagement. */
export default function SignPage() {
  const { id = '' } = useParams()
  const query = useApi(
    getEngagement,
    { params: { id } },
    {
      refetchInterval: (data) =>
        data && (data.state === 'approved' || data.state === 'signing') ? 2_000 : false,
    },
  )
  return (
    <Page title="签署合同" note={query.data && `与${query.data.providerName}的服务合同`}>
      <Loaded query={query}>{(engagement) => <Signing key={engagement.id} engagement={engagement} />}</Loaded>
    </Page>
  )
}

const titles = ['开通云签', '人脸核验', '阅读并签署', '完成']

function Signing({ engagement }: { engagement: EngagementDetail }) {
  const [proved, setProved] = useState(false)
  const seal = useApi(getSeal, {}, { refetchInterval: (data) => (data?.opened ? false : 2_000) })
  const contract = useContract(engagement.envelopeId)
  const toSign = engagement.state === 'approved' || engagement.state === 'signing'
  const mine = contract.data?.mine ?? true
  const waitsForMe = toSign && (engagement.state === 'approved' || mine)
  const opened = seal.data?.opened ?? false
  const current = !waitsForMe ? 3 : !opened ? 0 : !proved ? 1 : 2

  return (
    <>
      <Steps
        className="payout-steps"
        size="small"
        current={current}
        status={current === 3 && engagement.state === 'active' ? 'finish' : 'process'}
        items={titles.map((title) => ({ title }))}
      />
      {current === 3 ? (
        <SignResult engagement={engagement} />
      ) : (
        <Loaded query={seal}>
          {(data) =>
            current === 0 ? (
              <SealStep seal={data} />
            ) : current === 1 ? (
              <FaceStep
                engagementId={engagement.id}
                contactName={data.contactName}
                onPassed={() => setProved(true)}
              />
            ) : (
              <ReadAndSign
                engagement={engagement}
                contract={contract}
                sealUrl={data.imageUrl}
                onProofLost={() => setProved(false)}
              />
            )
          }
        </Loaded>
      )}
    </>
  )
}
