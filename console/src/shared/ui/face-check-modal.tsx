import { Button, Modal, QRCode, Result, Typography } from 'antd'
import { useEffect, useRef } from 'react'
import { getFaceCheck } from '@linggong/shared'
import type { ApiError, ResponseOf } from '@linggong/shared'
import { useApi } from '../api/use-query'
import { ErrorAlert } from './error-state'

export type FaceCheck = ResponseOf<typeof getFaceCheck>

/**
 * A face check on the phone: shows its QR code, follows it every 2 s and says how it ended. `onRefresh` begins a
 * new one; `onPassed` is called once per passed check.
 */
export function FaceCheckModal({
  check,
  title,
  who,
  error,
  refreshing,
  onPassed,
  onRefresh,
  onClose,
}: {
  /** null closes the window. */
  check: FaceCheck | null
  title: string
  /** Whose face: "联系人陈建国". */
  who: string
  error?: ApiError | null
  refreshing?: boolean
  onPassed: () => void
  onRefresh: () => void
  onClose: () => void
}) {
  return (
    <Modal open={check !== null} title={title} footer={null} onCancel={onClose} destroyOnHidden width={420}>
      <ErrorAlert error={error} />
      {check ? (
        <Following
          key={check.id}
          check={check}
          who={who}
          refreshing={refreshing === true}
          onPassed={onPassed}
          onRefresh={onRefresh}
        />
      ) : null}
    </Modal>
  )
}

function Following({
  check,
  who,
  refreshing,
  onPassed,
  onRefresh,
}: {
  check: FaceCheck
  who: string
  refreshing: boolean
  onPassed: () => void
  onRefresh: () => void
}) {
  const { data = check } = useApi(
    getFaceCheck,
    { params: { id: check.id } },
    { refetchInterval: (latest) => (latest === undefined || latest.state === 'pending' ? 2_000 : false) },
  )
  const told = useRef(false)
  useEffect(() => {
    if (data.state !== 'passed' || told.current) return
    told.current = true
    onPassed()
  }, [data.state, onPassed])

  const again = (
    <Button type="primary" onClick={onRefresh} loading={refreshing}>
      重新核验
    </Button>
  )
  if (data.state === 'passed') return <Result status="success" title="人脸核验已通过" />
  if (data.state === 'failed')
    return (
      <Result
        status="error"
        title="人脸核验没有通过"
        subTitle={data.reason ?? '请本人在光线充足处重试'}
        extra={again}
      />
    )
  if (data.state === 'expired')
    return <Result status="warning" title="二维码已过期" subTitle="请刷新后重新扫码" extra={again} />
  const link = new URL(data.phoneUrl, location.origin).href
  return (
    <div className="face-check">
      <QRCode value={link} size={208} bordered={false} />
      <div className="face-check__text">请{who}用手机微信扫码，按提示完成人脸核验</div>
      <div className="face-check__hint">正在等待手机上的结果，完成后这里会自动更新</div>
      <div className="face-check__tools">
        <Typography.Text copyable={{ text: link, tooltips: ['复制核验链接', '已复制'] }} type="secondary">
          复制链接发给联系人
        </Typography.Text>
        <Button type="link" size="small" onClick={onRefresh} loading={refreshing}>
          刷新二维码
        </Button>
      </div>
      <a className="visually-hidden" href={link} aria-label="人脸核验链接">
        {link}
      </a>
    </div>
  )
}
