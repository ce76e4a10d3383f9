import { Button, Form, Input, Modal, Segmented } from 'antd'
import { call } from '../api.ts'
import { grouped, toFen, yuan } from '../format.ts'
import type { Account } from '../types.ts'
import { useAct } from '../use-act.ts'

interface Props {
  account: Account | undefined
  onDone: () => void
  refresh: () => Promise<void>
}

interface Values {
  amount: string
  payerName: string
  payerAccount: string
  remark: string
}

const someoneElse = { payerName: '远大贸易有限公司', payerAccount: '4402021009200099887' }

/** Money from another bank into an account; the payer is the enterprise itself or somebody else. */
export function CreditForm({ account, onDone, refresh }: Props) {
  const { act, isBusy } = useAct(refresh)
  const [form] = Form.useForm<Values>()
  const amount = Form.useWatch('amount', form) ?? ''
  const amountFen = toFen(amount)
  const own = account?.boundAccount && {
    payerName: account.boundAccount.name,
    payerAccount: account.boundAccount.number,
  }
  const first = own ?? { payerName: account?.name ?? '', payerAccount: someoneElse.payerAccount }

  const submit = (values: Values) => {
    if (!account || amountFen === undefined) return
    const { payerName, payerAccount, remark = '' } = values
    const body = {
      accountNo: account.accountNo,
      amountFen,
      payerName,
      payerAccount,
      remark,
      payerBank: account.boundAccount?.bankName ?? '',
    }
    void act(() => call('bank/credit', body), `已入账 ${yuan(amountFen)}`).then((done) => done && onDone())
  }

  return (
    <Modal title="入账" open={account !== undefined} footer={null} destroyOnHidden onCancel={onDone}>
      {account && (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          initialValues={{ amount: '', remark: '', ...first }}
          onFinish={submit}
        >
          <p className="credit-to">
            收款 <strong>{account.name}</strong>
            <br />
            {grouped(account.accountNo)}
          </p>
          {own && (
            <Form.Item label="谁付款">
              <Segmented
                block
                options={[
                  { label: '企业绑定账户', value: 'own' },
                  { label: '其他付款人', value: 'other' },
                ]}
                onChange={(who) => form.setFieldsValue(who === 'own' ? own : someoneElse)}
              />
            </Form.Item>
          )}
          <Form.Item
            name="payerName"
            label="付款户名"
            rules={[{ required: true, whitespace: true, message: '请填写付款户名' }]}
          >
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item
            name="payerAccount"
            label="付款账号"
            rules={[{ pattern: /^\d{8,32}$/, message: '请填写 8 至 32 位数字' }]}
          >
            <Input inputMode="numeric" maxLength={32} />
          </Form.Item>
          <Form.Item
            name="amount"
            label="金额（元）"
            rules={[
              {
                validator: (_rule, value: string) =>
                  toFen(value ?? '') === undefined
                    ? Promise.reject(new Error('请填写大于零的金额，最多两位小数'))
                    : Promise.resolve(),
              },
            ]}
            validateTrigger="onBlur"
          >
            <Input inputMode="decimal" size="large" autoFocus placeholder="例如 110000.00" />
          </Form.Item>
          <Form.Item name="remark" label="附言" extra="可以不填">
            <Input maxLength={60} />
          </Form.Item>
          <Button type="primary" size="large" htmlType="submit" loading={isBusy} block>
            {amountFen === undefined ? '入账' : `入账 ${yuan(amountFen)}`}
          </Button>
        </Form>
      )}
    </Modal>
  )
}
