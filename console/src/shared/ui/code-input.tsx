import { Button, Input, Space } from 'antd'
import { useState } from 'react'
import { ApiError } from '@linggong/shared'
import { useCountdown } from './use-countdown'

/**
 * Six digits from an SMS with the button that sends them. `onSend` answers the seconds until the next may be
 * sent and throws ApiError; `onError` shows it.
 */
export function CodeInput({
  id,
  value,
  onChange,
  onSend,
  onError,
  onEnter,
  disabled,
}: {
  id?: string
  value?: string
  onChange?: (code: string) => void
  onSend: () => Promise<number | undefined>
  onError: (error: ApiError | null) => void
  onEnter?: () => void
  disabled?: boolean
}) {
  const { left, start } = useCountdown()
  const [sending, setSending] = useState(false)
  async function send() {
    setSending(true)
    onError(null)
    try {
      const seconds = await onSend()
      if (seconds !== undefined) start(seconds)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const details = error.details as { seconds?: number } | undefined
      if (error.code === 'SMS_TOO_OFTEN' && details?.seconds) start(details.seconds)
      onError(error)
    } finally {
      setSending(false)
    }
  }
  return (
    <Space.Compact block>
      <Input
        {...(id ? { id } : {})}
        aria-label="短信验证码"
        placeholder="6 位数字"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={value ?? ''}
        onChange={(event) => onChange?.(event.target.value.replace(/\D/g, ''))}
        onPressEnter={() => onEnter?.()}
      />
      <Button
        onClick={() => void send()}
        loading={sending}
        disabled={left > 0 || disabled === true}
        style={{ width: 132 }}
      >
        {left > 0 ? `${left} 秒后重发` : '获取验证码'}
      </Button>
    </Space.Compact>
  )
}
