import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { ApiError } from '@linggong/shared'
import type { CallInput, Endpoint } from '@linggong/shared'
import { download } from '../api/call'

/** Saves the file of an endpoint; a refusal is shown as a message. */
export function DownloadButton<E extends Endpoint>({
  endpoint,
  input,
  label,
  type = 'default',
}: {
  endpoint: E
  input: CallInput<E>
  label: string
  type?: 'default' | 'primary' | 'link'
}) {
  const { message } = App.useApp()
  const [running, setRunning] = useState(false)
  async function save() {
    setRunning(true)
    try {
      await download(endpoint, input)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      void message.error(error.message, 6)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Button type={type} icon={<DownloadOutlined aria-hidden />} loading={running} onClick={() => void save()}>
      {label}
    </Button>
  )
}
