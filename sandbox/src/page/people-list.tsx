import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { call } from './api.ts'
import { timeOf } from './format.ts'
import type { ListedPerson, Overview } from './types.ts'
import { useAct } from './use-act.ts'

export interface Seen {
  sms: string
  wechat: string
}

interface Props {
  overview: Overview
  opened: readonly string[]
  seenOf: (key: string) => Seen
  onToggle: (key: string) => void
  refresh: () => Promise<void>
}

/** Everybody who can be played; a press opens or puts away the phone. */
export function PeopleList({ overview, opened, seenOf, onToggle, refresh }: Props) {
  const [dialog, setDialog] = useState<{ phone?: string }>()
  const hasNews = (person: ListedPerson) => {
    const seen = seenOf(person.key)
    return person.newestSms > seen.sms || person.newestWechat > seen.wechat
  }
  const strangers = [...overview.strangers].reverse()
  const age = (person: ListedPerson) =>
    Math.floor(
      (Number(overview.clock.now.slice(0, 10).replaceAll('-', '')) - Number(person.idNumber.slice(6, 14))) /
        10_000,
    )

  return (
    <aside className="people" aria-label="人物">
      <header>
        <h1>人物</h1>
        <Button size="small" onClick={() => setDialog({})}>
          新建人物
        </Button>
      </header>
      <ul>
        {overview.people.map((person) => (
          <li key={person.key}>
            <button
              type="button"
              aria-pressed={opened.includes(person.key)}
              onClick={() => onToggle(person.key)}
            >
              <span className="people-name">
                {person.name}
                {age(person) < 18 && <small>未成年</small>}
                {hasNews(person) && <i className="dot" aria-label="有新消息" />}
              </span>
              <span className="people-phone">{person.phone}</span>
              {person.note !== '' && <span className="people-note">{person.note}</span>}
            </button>
          </li>
        ))}
      </ul>
      {strangers.length > 0 && (
        <section className="strangers">
          <h2>发给其他号码的短信</h2>
          {strangers.map((item) => (
            <article key={item.id}>
              <header>
                <strong>{item.owner}</strong>
                <time>{timeOf(item.at, overview.clock.now)}</time>
              </header>
              {item.channel === 'sms' && <p>{item.text}</p>}
              <Button type="link" size="small" onClick={() => setDialog({ phone: item.owner })}>
                为这个号码建一个人物
              </Button>
            </article>
          ))}
        </section>
      )}
      <NewPerson
        dialog={dialog}
        onDone={(key) => (setDialog(undefined), key && onToggle(key))}
        refresh={refresh}
      />
    </aside>
  )
}

interface NewPersonProps {
  dialog: { phone?: string } | undefined
  onDone: (key?: string) => void
  refresh: () => Promise<void>
}

function NewPerson({ dialog, onDone, refresh }: NewPersonProps) {
  const { act, isBusy } = useAct(refresh)
  const submit = (values: { name: string; phone?: string; birthDate?: string }) => {
    const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value))
    void act(
      () => call<ListedPerson>('people', body),
      (made) => `${made.name}已建好`,
    ).then((made) => made && onDone(made.key))
  }
  return (
    <Modal
      title="新建人物"
      open={dialog !== undefined}
      footer={null}
      destroyOnHidden
      onCancel={() => onDone()}
    >
      <Form layout="vertical" initialValues={dialog} onFinish={submit} requiredMark={false}>
        <Form.Item
          name="name"
          label="姓名"
          rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}
        >
          <Input maxLength={20} autoFocus />
        </Form.Item>
        <Form.Item
          name="phone"
          label="手机号"
          extra="不填则自动分配"
          rules={[{ pattern: /^1\d{10}$/, message: '请填写 11 位手机号' }]}
        >
          <Input inputMode="numeric" maxLength={11} />
        </Form.Item>
        <Form.Item
          name="birthDate"
          label="出生日期"
          extra="不填则为 1990 年 6 月 15 日；身份证号和一张工商银行借记卡会自动生成"
        >
          <Input type="date" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isBusy} block>
          新建人物
        </Button>
      </Form>
    </Modal>
  )
}
