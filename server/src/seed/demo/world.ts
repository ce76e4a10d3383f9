/** The sandbox's control interface, as the demo uses it (sandbox/docs/control-api.md). */
export interface DemoPerson {
  key: string
  name: string
  idNumber: string
  phone: string
  cards: { number: string }[]
}

interface Message {
  id: string
  channel: string
  text?: string
}

export interface World {
  people(): Promise<DemoPerson[]>
  /** Code of the newest SMS to a phone that is not in `before`. */
  smsCode(phone: string, before: ReadonlySet<string>): Promise<string | null>
  messageIds(phone: string): Promise<Set<string>>
  idCard(personKey: string, side: 'front' | 'back'): Promise<Buffer>
  credit(transfer: {
    accountNo: string
    amountFen: number
    payerName: string
    payerAccount: string
    payerBank: string
  }): Promise<void>
  /** Opens a face check's link as a phone does and passes it. */
  passFaceCheck(phoneUrl: string): Promise<void>
}

export function worldAt(sandboxUrl: string): World {
  async function ask(path: string, init?: RequestInit): Promise<Response> {
    const response = await fetch(sandboxUrl + path, init)
    if (!response.ok) throw new Error(`sandbox ${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const inbox = async (phone: string) =>
    (await (await ask(`/sandbox/api/inbox?phone=${phone}`)).json()) as Message[]

  return {
    people: async () => (await (await ask('/sandbox/api/people')).json()) as DemoPerson[],
    messageIds: async (phone) => new Set((await inbox(phone)).map(({ id }) => id)),
    async smsCode(phone, before) {
      const fresh = (await inbox(phone)).filter(({ id, channel }) => channel === 'sms' && !before.has(id))
      return fresh.map(({ text }) => /(?<!\d)\d{6}(?!\d)/.exec(text ?? '')?.[0]).findLast(Boolean) ?? null
    },
    idCard: async (key, side) =>
      Buffer.from(await (await ask(`/sandbox/api/people/${key}/id-card/${side}`)).arrayBuffer()),
    async credit(transfer) {
      await ask('/sandbox/api/bank/credit', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(transfer),
      })
    },
    async passFaceCheck(phoneUrl) {
      const page = await fetch(phoneUrl, { redirect: 'manual' })
      const face = new URL(page.headers.get('location') ?? '', phoneUrl)
      const form = new URLSearchParams({
        BizToken: face.searchParams.get('BizToken') ?? '',
        result: 'passed',
      })
      await fetch(new URL('/tencent/face', face), { method: 'POST', body: form })
    },
  }
}
