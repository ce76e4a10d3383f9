import { Button, Form, Modal, Select, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../api.ts'
import { grouped } from '../format.ts'
import type { Bin, ListedPerson, Outcome } from '../types.ts'
import type { useAct } from '../use-act.ts'

interface Props {
  person: ListedPerson
  act: ReturnType<typeof useAct>['act']
}

interface Known {
  bins: Bin[]
  outcomes: Outcome[]
}

const types = { debit: '借记卡', credit: '信用卡', prepaid: '预付卡', 'quasi-credit': '准贷记卡' } as const

/** What this person would type into a form: name, identity number, phone, cards and how each card behaves. */
export function Profile({ person, act }: Props) {
  const [known, setKnown] = useState<Known>({ bins: [], outcomes: [] })
  const [isAdding, setAdding] = useState(false)
  useEffect(() => {
    void call<Known>('outcomes').then(setKnown, () => undefined)
  }, [])
  const behaviour = (code: string) => known.outcomes.find((outcome) => outcome.code === code)?.label ?? ''

  return (
    <div className="profile">
      <h2>证件与银行卡</h2>
      <dl>
        <Row label="姓名" value={person.name} />
        <Row label="身份证号" value={person.idNumber} />
        <Row label="手机号" value={person.phone} />
      </dl>
      {person.cards.map((card) => (
        <section
          key={card.number}
          className={card.outcome === '000' && card.type === 'debit' ? 'bank-card' : 'bank-card odd'}
        >
          <header>
            <strong>{card.bankName}</strong>
            <span>{types[card.type]}</span>
          </header>
          <Typography.Text copyable={{ text: card.number, tooltips: ['复制卡号', '已复制'] }}>
            {grouped(card.number)}
          </Typography.Text>
          <footer>
            {behaviour(card.outcome)}
            {card.type !== 'debit' && '，不能作结算卡'}
          </footer>
        </section>
      ))}
      <Button block onClick={() => setAdding(true)}>
        再办一张卡
      </Button>
      <Modal
        title={`为${person.name}再办一张卡`}
        open={isAdding}
        footer={null}
        destroyOnHidden
        onCancel={() => setAdding(false)}
      >
        <Form
          layout="vertical"
          initialValues={{ bin: '622202', outcome: '000' }}
          onFinish={(card: { bin: string; outcome: string }) =>
            void act(() => call(`people/${person.key}/cards`, card), '新卡已办好').then(
              (done) => done && setAdding(false),
            )
          }
        >
          <Form.Item name="bin" label="发卡行">
            <Select
              options={known.bins.map(({ bin, bankName, type }) => ({
                value: bin,
                label: `${bankName} · ${types[type]}`,
              }))}
            />
          </Form.Item>
          <Form.Item name="outcome" label="这张卡会怎样" extra="由卡号第 7 至 9 位决定">
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={known.outcomes.map(({ code, label }) => ({
                value: code,
                label: `${label}（${code}）`,
              }))}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" block>
            办卡
          </Button>
        </Form>
      </Modal>
    </div>
  )
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Typography.Text copyable={{ text: value, tooltips: ['复制', '已复制'] }}>{value}</Typography.Text>
      </dd>
    </div>
  )
}
