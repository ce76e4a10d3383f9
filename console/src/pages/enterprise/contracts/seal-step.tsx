import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { getSeal, openSeal, type ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { refresh } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { ErrorAlert } from '@/shared/ui/error-state'
import { FaceCheckModal, type FaceCheck } from '@/shared/ui/face-check-modal'
import { Panel } from '@/shared/ui/page'
import { StepGuide } from './step-guide'

/** Opens the organisation's electronic seal by its contact's face check; once per enterprise. */
export function SealStep({ seal }: { seal: ResponseOf<typeof getSeal> }) {
  const can = useCan()
  const [check, setCheck] = useState<FaceCheck | null>(null)
  const open = useIntent(openSeal, { inline: true, onDone: setCheck })
  return (
    <Panel>
      <StepGuide
        icon={<SafetyCertificateOutlined />}
        title="开通云签"
        text={`云签是企业的电子印章，签合同时使用，只需开通一次。开通时由联系人${seal.contactName}（${seal.contactPhone}）用手机扫码，完成人脸核验。`}
      >
        {check === null && <ErrorAlert error={open.error} />}
        {can('seal.open') ? (
          <Button type="primary" size="large" loading={open.running} onClick={() => void open.run({})}>
            开通云签
          </Button>
        ) : (
          <p className="soft">您没有开通云签的权限，请联系本单位的管理员。</p>
        )}
      </StepGuide>
      <FaceCheckModal
        check={check}
        title="开通云签：人脸核验"
        who={`联系人${seal.contactName}`}
        error={open.error}
        refreshing={open.running}
        onPassed={() => void refresh(getSeal)}
        onRefresh={() => void open.run({})}
        onClose={() => setCheck(null)}
      />
    </Panel>
  )
}
