import { View } from '@tarojs/components'
import { useCountdown } from '@/hooks/use-countdown'
import { aria } from './aria'
import { modified } from './class-names'
import { Field } from './field'

interface CodeFieldProps {
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  note?: string | undefined
  /** Sends a code; resolves the seconds until another may be sent, or null when none was sent. */
  send: () => Promise<number | null>
}

/** SMS code with its own send button and countdown. */
export function CodeField({ value, onChange, error, note, send }: CodeFieldProps) {
  const countdown = useCountdown()
  const waiting = countdown.left > 0
  const text = waiting ? `${countdown.left} 秒后重发` : '获取验证码'
  const onSend = async () => {
    if (waiting) return
    const seconds = await send()
    if (seconds !== null) countdown.start(seconds)
  }
  return (
    <Field
      label="短信验证码"
      placeholder="6 位数字"
      type="number"
      maxLength={6}
      value={value}
      onChange={onChange}
      error={error}
      note={note}
      side={
        <View
          className={modified('field__side', { idle: waiting })}
          {...aria('button', { label: text, disabled: waiting })}
          onClick={() => void onSend()}
        >
          {text}
        </View>
      }
    />
  )
}
