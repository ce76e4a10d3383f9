import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal, Space, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { revokeTaskShare, shareTask, type ResponseOf } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { ErrorState } from '@/shared/ui/error-state'
import { TimeText } from '@/shared/ui/time'
import { useConfirm } from '@/shared/ui/use-confirm'
import type { TaskDetail } from '../parts/types'

type Share = ResponseOf<typeof shareTask>

/** The task's codes as pictures and as a link, to send to workers. */
export function ShareModal({ task, onClose }: { task: TaskDetail; onClose: () => void }) {
  const [share, setShare] = useState<Share | null>(null)
  const params = { id: task.id }
  const make = useIntent(shareTask, { inline: true, onDone: setShare })
  const { message } = App.useApp()
  const revoke = useIntent(revokeTaskShare, {
    onDone: () => {
      void message.success('二维码已作废，重新分享会生成新的')
      onClose()
    },
  })
  const confirm = useConfirm()
  const { run } = make
  useEffect(() => {
    void run({ params: { id: task.id } })
  }, [run, task.id])

  return (
    <Modal
      open
      title={`分享任务“${task.title}”`}
      width={640}
      onCancel={onClose}
      footer={
        share && (
          <>
            <Button
              danger
              loading={revoke.running}
              onClick={() =>
                confirm({
                  title: '作废已分享的二维码？',
                  content: '以前发出去的二维码和链接都会失效，重新分享会生成新的。',
                  okText: '作废二维码',
                  danger: true,
                  onOk: () => revoke.run({ params }),
                })
              }
            >
              作废二维码
            </Button>
            <Button type="primary" onClick={onClose}>
              完成
            </Button>
          </>
        )
      }
    >
      {share ? (
        <Codes share={share} title={task.title} />
      ) : make.error ? (
        <ErrorState error={make.error} onRetry={() => void make.run({ params })} />
      ) : (
        <Skeleton active paragraph={{ rows: 6 }} />
      )}
    </Modal>
  )
}

function Codes({ share, title }: { share: Share; title: string }) {
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(share.link)
    void message.success('链接已复制')
  }
  return (
    <>
      <div className="codes">
        <Code
          name="公众号二维码"
          hint="微信扫码，关注后直接打开任务"
          src={share.oaQr}
          file={`${title}-公众号二维码`}
        />
        <Code
          name="小程序码"
          hint="微信扫码，打开小程序里的任务"
          src={share.miniProgramCode}
          file={`${title}-小程序码`}
        />
      </div>
      <div style={{ margin: '16px 0 6px' }}>任务链接</div>
      <Space.Compact block>
        <Input readOnly value={share.link} aria-label="任务链接" />
        <Button onClick={() => void copy()}>复制链接</Button>
      </Space.Compact>
      <p className="aside-note">
        没有被指派的人扫码，只能看到任务是什么、该联系谁。公众号二维码有效期至{' '}
        <TimeText at={share.expiresAt} />
        ，到期后重新分享即可。
      </p>
    </>
  )
}

function Code({ name, hint, src, file }: { name: string; hint: string; src: string; file: string }) {
  return (
    <figure className="code">
      <img src={src} alt={name} width={200} height={200} />
      <figcaption>
        <strong>{name}</strong>
        <span className="faint">{hint}</span>
        <Button
          size="small"
          icon={<DownloadOutlined />}
          href={src}
          download={`${file}.${src.startsWith('data:image/jpeg') ? 'jpg' : 'png'}`}
        >
          下载{name}
        </Button>
      </figcaption>
    </figure>
  )
}
