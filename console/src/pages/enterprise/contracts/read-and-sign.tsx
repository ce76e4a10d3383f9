import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import {
  ApiError,
  formatDayRange,
  getContract,
  getEngagement,
  listContracts,
  listEngagements,
  signEngagement,
} from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { refresh } from '@/shared/api/use-query'
import { FormWithAside } from '@/shared/form/form-sections'
import { Loaded } from '@/shared/ui/loaded'
import { PagePictures } from '@/shared/ui/page-pictures'
import { Panel } from '@/shared/ui/page'
import { StepUpModal } from '@/shared/ui/step-up-modal'
import { SumLines } from '../parts/sum-lines'
import { rateText } from '../parts/terms'
import type { EngagementDetail } from '../parts/types'
import type { useContract } from './contract-drawer'

/** The contract to read, with its key terms beside it, and the signature by SMS code. */
export function ReadAndSign(props: {
  engagement: EngagementDetail
  contract: ReturnType<typeof useContract>
  sealUrl: string | null
  /** The contact's face check no longer counts. */
  onProofLost: () => void
}) {
  const { engagement, contract, sealUrl, onProofLost } = props
  const { message } = App.useApp()
  const [read, setRead] = useState(false)
  const [signing, setSigning] = useState(false)
  const { id, envelopeId, termFrom, termTo, providerName } = engagement
  const sign = useIntent(signEngagement)

  const onProof = async (proof: { stepUpId: string; code: string }) => {
    try {
      await sign.attempt({ params: { id }, body: proof })
    } catch (error) {
      if (error instanceof ApiError && error.code === 'CONTACT_PROOF_REQUIRED') {
        setSigning(false)
        onProofLost()
        void message.warning(error.message)
        return
      }
      throw error
    }
    setSigning(false)
    void message.success('合同已签署')
    await refresh(getEngagement, getContract, listEngagements, listContracts)
  }

  const aside = (
    <Panel title="关键条款">
      <SumLines
        lines={[
          { label: '服务商', value: providerName },
          { label: '服务项', value: engagement.serviceItemName },
          { label: '服务费率', value: rateText(engagement.feeRate) },
          { label: '期限', value: termFrom && termTo ? formatDayRange(termFrom, termTo) : '–' },
        ]}
      />
      {contract.data?.summary.map(({ label, text }) => (
        <div key={label} className="term">
          <div className="faint">{label}</div>
          <div>{text}</div>
        </div>
      ))}
      {sealUrl && (
        <img src={sealUrl} alt="企业电子印章" width={96} style={{ display: 'block', margin: '12px auto' }} />
      )}
      <Checkbox
        checked={read}
        onChange={(event) => setRead(event.target.checked)}
        style={{ margin: '12px 0' }}
      >
        我已阅读并同意合同全文
      </Checkbox>
      <Button
        type="primary"
        size="large"
        block
        disabled={!read || !envelopeId || !contract.data || contract.data.pages.length === 0}
        onClick={() => setSigning(true)}
      >
        签署合同
      </Button>
    </Panel>
  )

  return (
    <FormWithAside aside={aside}>
      <Panel title="合同正文">
        {envelopeId ? (
          <Loaded query={contract}>{(data) => <PagePictures pages={data.pages} height={720} />}</Loaded>
        ) : (
          <PagePictures pages={[]} />
        )}
      </Panel>
      {envelopeId && (
        <StepUpModal
          open={signing}
          operation="contract.sign"
          subjectId={envelopeId}
          digest={envelopeId}
          title="确认签署合同"
          okText="确认签署"
          summary={
            <SumLines
              lines={[
                { label: '合同', value: contract.data?.title ?? '' },
                { label: '合同编号', value: contract.data?.number ?? '' },
                { label: '对方', value: providerName },
                { label: '服务费率', value: rateText(engagement.feeRate) },
              ]}
            />
          }
          onProof={onProof}
          onClose={() => setSigning(false)}
        />
      )}
    </FormWithAside>
  )
}
