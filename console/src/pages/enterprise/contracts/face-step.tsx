import { ScanOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useState } from 'react'
import { proveContact } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { ErrorAlert } from '@/shared/ui/error-state'
import { FaceCheckModal, type FaceCheck } from '@/shared/ui/face-check-modal'
import { Panel } from '@/shared/ui/page'
import { StepGuide } from './step-guide'

/** The contact proves by face who signs; it counts for 30 minutes. */
export function FaceStep(props: { engagementId: string; contactName: string; onPassed: () => void }) {
  const { engagementId, contactName, onPassed } = props
  const [check, setCheck] = useState<FaceCheck | null>(null)
  const prove = useIntent(proveContact, { inline: true, onDone: setCheck })
  const start = () => void prove.run({ params: { id: engagementId } })
  const passed = useCallback(() => onPassed(), [onPassed])
  return (
    <Panel>
      <StepGuide
        icon={<ScanOutlined />}
        title="签约人人脸核验"
        text={`签署前由联系人${contactName}用手机扫码，完成人脸核验，确认是本人代表企业签约。通过后 30 分钟内有效。`}
      >
        {check === null && <ErrorAlert error={prove.error} />}
        <Button type="primary" size="large" loading={prove.running} onClick={start}>
          开始人脸核验
        </Button>
      </StepGuide>
      <FaceCheckModal
        check={check}
        title="签约人人脸核验"
        who={`联系人${contactName}`}
        error={prove.error}
        refreshing={prove.running}
        onPassed={passed}
        onRefresh={start}
        onClose={() => setCheck(null)}
      />
    </Panel>
  )
}
