import { Button, Input, Upload } from 'antd'
import { useState } from 'react'
import { call } from '../api.ts'
import type { PhoneResult } from '../types.ts'
import type { useAct } from '../use-act.ts'

interface Props {
  personKey: string
  handle: (result: PhoneResult | undefined) => void
  act: ReturnType<typeof useAct>['act']
}

/** Scans a code: its link, a picture from the disk, or a picture from the clipboard. */
export function Scanner({ personKey, handle, act }: Props) {
  const [link, setLink] = useState('')
  const scan = async (code: Blob | { url: string }): Promise<void> => {
    const result = await act(() => call<PhoneResult>(`people/${personKey}/scan`, code))
    if (result && !('error' in result)) setLink('')
    handle(result)
  }

  return (
    <div
      className="scanner"
      onPaste={(event) => {
        const picture = [...event.clipboardData.files].find((file) => file.type.startsWith('image/'))
        if (!picture) return
        event.preventDefault()
        void scan(picture)
      }}
    >
      <h2>扫一扫</h2>
      <Upload.Dragger
        accept="image/*"
        showUploadList={false}
        beforeUpload={(file) => {
          void scan(file)
          return false
        }}
      >
        <p className="scanner-frame" aria-hidden="true" />
        <p>把二维码图片拖到这里，或点按选择</p>
        <p className="quiet">任务二维码、公众号码、小程序码都可以</p>
      </Upload.Dragger>
      <label>
        或粘贴二维码图片、二维码里的链接
        <Input.TextArea
          value={link}
          onChange={(event) => setLink(event.target.value)}
          placeholder="点这里，按 Ctrl+V 粘贴"
          autoSize={{ minRows: 2, maxRows: 5 }}
        />
      </label>
      <Button
        type="primary"
        size="large"
        block
        disabled={link.trim() === ''}
        onClick={() => void scan({ url: link.trim() })}
      >
        识别链接
      </Button>
    </div>
  )
}
