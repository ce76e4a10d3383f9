import { createSign, createVerify, randomBytes } from 'node:crypto'
import type { Sandbox } from '../../src/index.ts'

export interface Answer {
  status: number
  body: Record<string, unknown>
  text: string
  /** Whether the bank's signature fits. */
  isGenuine: boolean
}

interface Changes {
  body?: string
  timestamp?: string
  nonce?: string
  client?: string
  signature?: string
  path?: string
}

/** Calls the bank as docs/bank-protocol.md says; `changes` are made after signing. */
export async function callBank(
  sandbox: Sandbox,
  method: 'GET' | 'POST',
  path: string,
  content?: unknown,
  changes: Changes = {},
  signedTimestamp = String(Math.floor(Date.now() / 1000)),
): Promise<Answer> {
  const { bank } = sandbox.world.credentials
  const body = content === undefined ? '' : JSON.stringify(content)
  const nonce = changes.nonce ?? randomBytes(16).toString('hex')
  const text = `${method}\n${path}\n${signedTimestamp}\n${nonce}\n${body}\n`
  const signature = createSign('RSA-SHA256').update(text).sign(bank.clientPrivateKey, 'base64')
  const response = await fetch(sandbox.url + (changes.path ?? path), {
    method,
    headers: {
      'content-type': 'application/json',
      'x-bank-client': changes.client ?? bank.clientId,
      'x-bank-timestamp': changes.timestamp ?? signedTimestamp,
      'x-bank-nonce': nonce,
      'x-bank-signature': changes.signature ?? signature,
    },
    ...(method === 'POST' ? { body: changes.body ?? body } : {}),
  })
  const answered = await response.text()
  const header = (name: string): string => response.headers.get(name) ?? ''
  const signed = [
    response.status,
    nonce,
    header('x-bank-timestamp'),
    header('x-bank-nonce'),
    answered,
    '',
  ].join('\n')
  const isGenuine = createVerify('RSA-SHA256')
    .update(signed)
    .verify(bank.bankPublicKey, header('x-bank-signature'), 'base64')
  const isJson = header('content-type').startsWith('application/json')
  return { status: response.status, body: isJson ? JSON.parse(answered) : {}, text: answered, isGenuine }
}

/** Opens a sub-ledger under the first ready-made corporate account and puts money into it. */
export async function fundedSubLedger(
  sandbox: Sandbox,
  amountFen: number,
): Promise<{ sub: string; corporate: string }> {
  const corporate = '755900000010001'
  const { body } = await callBank(sandbox, 'POST', '/bank/v1/sub-ledgers', {
    requestId: `open-${randomBytes(6).toString('hex')}`,
    providerAccountNo: corporate,
    enterpriseName: '青禾商贸有限公司',
    enterpriseCreditCode: '91440300MA5QH00018',
    boundAccount: { name: '青禾商贸有限公司', number: '4000021109200012345', bankName: '工商银行' },
  })
  const sub = String(body['accountNo'])
  if (amountFen > 0) {
    const payer = { payerName: '青禾商贸有限公司', payerAccount: '4000021109200012345' }
    sandbox.bank.creditTransfer({ accountNo: sub, amountFen, ...payer })
  }
  return { sub, corporate }
}

/** Waits until `test` holds; fails with `what` after 20 s. */
export async function until(what: string, test: () => boolean): Promise<void> {
  const end = Date.now() + 20_000
  while (!test()) {
    if (Date.now() > end) throw new Error(`Never happened: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
