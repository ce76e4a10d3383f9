import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { call } from '../api.ts'
import { timeOf } from '../format.ts'
import type { InboxItem, ListedPerson, MenuButton, PhoneResult } from '../types.ts'
import type { useAct } from '../use-act.ts'
import { Empty } from './empty.tsx'
import { Icon } from './icons.tsx'
import { LinkedText } from './linked-text.tsx'
import { useScrollEnd } from './use-scroll-end.ts'

interface Props {
  person: ListedPerson
  items: readonly InboxItem[]
  menu: readonly MenuButton[]
  now: string
  open: (url: string) => void
  openPage: (page: string) => void
  handle: (result: PhoneResult | undefined) => void
  act: ReturnType<typeof useAct>['act']
}

/** The chat with the Official Account: messages, the menu below, or a line to write. */
export function WechatChat({ person, items, menu, now, open, openPage, handle, act }: Props) {
  const messages = items.filter((item) => item.channel === 'wechat')
  const end = useScrollEnd<HTMLDivElement>(messages.length)
  const [isWriting, setWriting] = useState(false)
  const path = `people/${person.key}`

  if (!person.wechat.followsOa && messages.length === 0) {
    return (
      <div className="chat">
        <Empty title="还没有关注公众号" hint="扫任务二维码会自动关注；也可以直接关注，再用菜单进入灵工台。" />
        <div className="chat-follow">
          <Button
            type="primary"
            size="large"
            block
            className="wechat-button"
            onClick={() => void act(() => call(`${path}/follow`, {}))}
          >
            关注公众号
          </Button>
        </div>
      </div>
    )
  }

  const press = (index: number, subIndex?: number) =>
    void act(() =>
      call<PhoneResult>(`${path}/menu`, { index, ...(subIndex === undefined ? {} : { subIndex }) }),
    ).then(handle)

  return (
    <div className="chat">
      <header className="chat-title">灵工台 · 公众号</header>
      <div className="chat-messages" ref={end}>
        {messages.map(({ id, at, message }) => (
          <article key={id} className={message.from === 'me' ? 'chat-row mine' : 'chat-row'}>
            <time>{timeOf(at, now)}</time>
            {message.kind === 'text' || message.from === 'me' ? (
              <p className="chat-bubble">
                <LinkedText
                  text={message.title}
                  named={message.url ? { words: message.urlWords ?? '', url: message.url } : undefined}
                  open={open}
                />
              </p>
            ) : (
              <MessageCard message={message} open={open} openPage={openPage} />
            )}
          </article>
        ))}
      </div>
      {!person.wechat.followsOa ? (
        <div className="chat-follow">
          <Button
            type="primary"
            block
            className="wechat-button"
            onClick={() => void act(() => call(`${path}/follow`, {}))}
          >
            重新关注公众号
          </Button>
        </div>
      ) : isWriting || menu.length === 0 ? (
        <WriteLine
          canSwitch={menu.length > 0}
          onSwitch={() => setWriting(false)}
          onSend={(text) => void act(() => call(`${path}/say`, { text }))}
        />
      ) : (
        <nav className="chat-menu" aria-label="公众号菜单">
          <button type="button" className="chat-switch" aria-label="写消息" onClick={() => setWriting(true)}>
            <Icon name="keyboard" />
          </button>
          {menu.map((button, index) =>
            button.children ? (
              <Dropdown
                key={button.name}
                trigger={['click']}
                placement="top"
                menu={{
                  items: button.children.map((child, subIndex) => ({
                    key: String(subIndex),
                    label: child.name,
                  })),
                  onClick: ({ key }) => press(index, Number(key)),
                }}
              >
                <button type="button">
                  <span className="chat-menu-lines">≡</span> {button.name}
                </button>
              </Dropdown>
            ) : (
              <button type="button" key={button.name} onClick={() => press(index)}>
                {button.name}
              </button>
            ),
          )}
        </nav>
      )}
    </div>
  )
}

type ChannelMessage = Extract<InboxItem, { channel: 'wechat' }>['message']

function MessageCard({
  message,
  open,
  openPage,
}: { message: ChannelMessage } & Pick<Props, 'open' | 'openPage'>) {
  const target = message.page
    ? () => openPage(message.page!)
    : message.url
      ? () => open(message.url!)
      : undefined
  const content = (
    <>
      <strong>{message.title}</strong>
      {message.lines.length > 0 && (
        <dl>
          {message.lines.map((line) => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd>{line.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
  if (!target) return <div className="chat-card">{content}</div>
  return (
    <button type="button" className="chat-card" onClick={target}>
      {content}
      <span className="chat-card-more">{message.page ? '进入小程序查看' : '查看详情'}</span>
    </button>
  )
}

interface WriteLineProps {
  canSwitch: boolean
  onSwitch: () => void
  onSend: (text: string) => void
}

function WriteLine({ canSwitch, onSwitch, onSend }: WriteLineProps) {
  const [text, setText] = useState('')
  return (
    <form
      className="chat-write"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '') return
        onSend(text.trim())
        setText('')
      }}
    >
      {canSwitch && (
        <button type="button" className="chat-switch" aria-label="回到菜单" onClick={onSwitch}>
          <Icon name="menu" />
        </button>
      )}
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label="给公众号写消息"
        maxLength={600}
      />
      <Button htmlType="submit" type="primary" className="wechat-button" disabled={text.trim() === ''}>
        发送
      </Button>
    </form>
  )
}
