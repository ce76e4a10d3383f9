import { Button, Form, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { call } from '../api.ts'
import { grouped, yuan } from '../format.ts'
import type { Account, Overview } from '../types.ts'
import { useAct } from '../use-act.ts'
import { CreditForm } from './credit-form.tsx'
import { Statement } from './statement.tsx'

interface Props {
  overview: Overview
  refresh: () => Promise<void>
}

/** Corporate accounts with the receiving accounts under them. */
export function Accounts({ overview, refresh }: Props) {
  const [crediting, setCrediting] = useState<Account>()
  const [stated, setStated] = useState<Account>()
  const [isOpening, setOpening] = useState(false)
  const { accounts } = overview.bank
  const corporates = accounts.filter((account) => account.kind === 'corporate')
  const below = (account: Account) => accounts.filter((one) => one.providerAccountNo === account.accountNo)
  // Accounts in use first: most of the ready-made ones never are.
  const inUse = (account: Account) => below(account).length > 0 || account.balanceFen !== 0
  const sorted = [...corporates.filter(inUse), ...corporates.filter((account) => !inUse(account))]

  return (
    <div className="accounts">
      <p className="quiet">
        给企业的收款账号入账，就是“企业充值”。付款户名与企业名称一致会被认出来，不一致则成为待认领来账。
      </p>
      {sorted.map((account) => (
        <section key={account.accountNo} className="account-group">
          <AccountRow account={account} onCredit={setCrediting} onStatement={setStated} />
          {below(account).map((sub) => (
            <AccountRow key={sub.accountNo} account={sub} onCredit={setCrediting} onStatement={setStated} />
          ))}
        </section>
      ))}
      <Button block onClick={() => setOpening(true)}>
        开立对公账户
      </Button>
      <CreditForm account={crediting} onDone={() => setCrediting(undefined)} refresh={refresh} />
      <Statement account={stated} today={overview.clock.now} onClose={() => setStated(undefined)} />
      <OpenAccount isOpen={isOpening} onDone={() => setOpening(false)} refresh={refresh} />
    </div>
  )
}

interface RowProps {
  account: Account
  onCredit: (account: Account) => void
  onStatement: (account: Account) => void
}

function AccountRow({ account, onCredit, onStatement }: RowProps) {
  const isSub = account.kind === 'sub-ledger'
  return (
    <div className={isSub ? 'account sub' : 'account'} data-account={account.accountNo}>
      <div className="account-name">
        <strong title={account.name}>{account.name}</strong>
        <small>{account.state === 'closed' ? '已销户' : isSub ? '子账簿收款账号' : '对公账户'}</small>
      </div>
      <div className="account-balance">
        <b>{yuan(account.balanceFen)}</b>
        {account.heldFen > 0 && <small>其中在途 {yuan(account.heldFen)}</small>}
      </div>
      <Typography.Text
        className="account-number"
        copyable={{ text: account.accountNo, tooltips: ['复制账号', '已复制'] }}
      >
        {grouped(account.accountNo)}
      </Typography.Text>
      <div className="account-actions">
        <Button size="small" onClick={() => onStatement(account)}>
          流水
        </Button>
        <Button
          size="small"
          type={isSub ? 'primary' : 'default'}
          disabled={account.state === 'closed'}
          onClick={() => onCredit(account)}
        >
          入账
        </Button>
      </div>
    </div>
  )
}

function OpenAccount({
  isOpen,
  onDone,
  refresh,
}: {
  isOpen: boolean
  onDone: () => void
  refresh: () => Promise<void>
}) {
  const { act, isBusy } = useAct(refresh)
  const submit = (values: { name: string; creditCode?: string }) =>
    void act(
      () => call<Account>('bank/accounts', { name: values.name, creditCode: values.creditCode ?? '' }),
      (made) => `${made.name}的账户已开立，账号 ${made.accountNo}`,
    ).then((made) => made && onDone())
  return (
    <Modal title="开立对公账户" open={isOpen} footer={null} destroyOnHidden onCancel={onDone}>
      <Form layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item
          name="name"
          label="公司名称"
          rules={[{ required: true, whitespace: true, message: '请填写公司名称' }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="creditCode" label="统一社会信用代码" extra="可以不填">
          <Input maxLength={18} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isBusy} block>
          开立账户
        </Button>
      </Form>
    </Modal>
  )
}
