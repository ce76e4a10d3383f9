import { App, Button } from 'antd'
import { timeOf } from '../format.ts'
import type { InboxItem } from '../types.ts'
import { Empty } from './empty.tsx'
import { LinkedText } from './linked-text.tsx'
import { useScrollEnd } from './use-scroll-end.ts'

interface Props {
  items: readonly InboxItem[]
  now: string
  open: (url: string) => void
}

/** The SMS of a phone; a verification code can be copied with one press. */
export function SmsInbox({ items, now, open }: Props) {
  const { message } = App.useApp()
  const messages = items.filter((item) => item.channel === 'sms')
  const end = useScrollEnd<HTMLDivElement>(messages.length)
  if (messages.length === 0) return <Empty title="还没有短信" hint="验证码、签约和打款提醒会出现在这里。" />

  const copy = (code: string) => {
    void navigator.clipboard.writeText(code).then(() => message.success(`验证码 ${code} 已复制`))
  }
  return (
    <div className="sms-list" ref={end}>
      {messages.map((item) => {
        const code =
          /验证码\D{0,6}(\d{4,6})/.exec(item.text)?.[1] ??
          /(?<!\d)(\d{6})(?!\d)[^\d]{0,8}验证码/.exec(item.text)?.[1]
        return (
          <article key={item.id} className="sms">
            <time>{timeOf(item.at, now)}</time>
            <div className="sms-bubble">
              <LinkedText text={item.text} open={open} />
              {code !== undefined && (
                <Button className="sms-copy" onClick={() => copy(code)}>
                  复制验证码 {code}
                </Button>
              )}
            </div>
          </article>
        )
      })}
    </div>
  )
}
