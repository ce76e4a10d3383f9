import type { World } from '../world/context.ts'
import { shanghaiDay } from './days.ts'
import { newNonce, requestText, sign, timestampNow } from './signature.ts'
import type { BankTimings } from './timings.ts'

export type NoticeKind =
  | 'payment-result'
  | 'payment-returned'
  | 'transfer-result'
  | 'refund-result'
  | 'send-back-result'
  | 'pay-out-result'
  | 'incoming-transfer'

/** A notice to the client and how far its delivery is. */
export interface Notice {
  noticeId: string
  kind: NoticeKind
  /** The body as it is sent, except noticeId and kind. */
  content: Record<string, string | number | undefined>
  state: 'waiting' | 'received'
  attempts: number
  /** Real time of the next delivery, ms since 1970. */
  nextAt: number
}

/** What the client's server said to one delivery; status 0: nobody answered. */
export interface Delivery {
  status: number
  body: string
}

/** How a forged notice is wrong. `none` signs it rightly: only its content is invented. */
export type Forgery = 'no-signature' | 'wrong-key' | 'stale-timestamp' | 'changed-body' | 'none'

export interface Notices {
  add(kind: NoticeKind, content: Notice['content']): Notice
  get(noticeId: string): Notice | undefined
  /** Oldest first. */
  list(): Notice[]
  pause(): void
  resume(): void
  paused(): boolean
  replay(noticeId: string): Promise<Delivery>
  /** Marks a notice as delivered without sending it: it is lost on the way. */
  lose(noticeId: string): void
  forge(body: Record<string, unknown>, forgery: Forgery, wrongKey?: string): Promise<Delivery>
  start(): void
  stop(): Promise<void>
}

/** Signed notices to `{serverUrl}/bank/callback`, repeated until answered by HTTP 200 `{"received":true}`. */
export function createNotices(world: World, timings: BankTimings): Notices {
  const { store, clock } = world
  const table = store.table<Notice>('bank-notices')
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<unknown>>()
  const stopping = new AbortController()
  let active = false
  let isPaused = false

  const bodyOf = (notice: Notice): string =>
    JSON.stringify({ noticeId: notice.noticeId, kind: notice.kind, ...notice.content })

  function add(kind: NoticeKind, content: Notice['content']): Notice {
    const day = shanghaiDay(clock.now()).replaceAll('-', '')
    const noticeId = `N${day}${String(store.nextNumber('bank-notice')).padStart(9, '0')}`
    const at = clock.now().toISOString()
    const notice: Notice = {
      noticeId,
      kind,
      content: { ...content, at },
      state: 'waiting',
      attempts: 0,
      nextAt: Date.now(),
    }
    table.put(noticeId, notice)
    schedule(notice)
    return notice
  }

  function schedule(notice: Notice): void {
    if (!active || isPaused || notice.state === 'received') return
    clearTimeout(timers.get(notice.noticeId))
    const wait = Math.max(0, notice.nextAt - Date.now())
    timers.set(
      notice.noticeId,
      setTimeout(() => track(deliver(notice.noticeId)), wait),
    )
  }

  function track<T>(work: Promise<T>): Promise<T> {
    const kept = work.finally(() => running.delete(kept))
    running.add(kept)
    kept.catch((error: unknown) => world.log('bank notice failed', { error: String(error) }))
    return work
  }

  async function deliver(noticeId: string): Promise<Delivery> {
    timers.delete(noticeId)
    const notice = table.get(noticeId)
    if (!notice) return { status: 0, body: '' }
    const delivery = await sendSigned(bodyOf(notice))
    const current = table.get(noticeId) ?? notice
    const waits = timings.backOffMs
    const next: Notice = {
      ...current,
      attempts: current.attempts + 1,
      state: current.state === 'received' || isReceived(delivery) ? 'received' : 'waiting',
      nextAt: Date.now() + (waits[Math.min(current.attempts, waits.length - 1)] ?? 1_000),
    }
    table.put(noticeId, next)
    schedule(next)
    return delivery
  }

  function sendSigned(body: string): Promise<Delivery> {
    const timestamp = timestampNow()
    const nonce = newNonce()
    const text = requestText('POST', callbackPath(), timestamp, nonce, body)
    return send(body, timestamp, nonce, sign(text, world.credentials.bank.bankPrivateKey))
  }

  const callbackPath = (): string => new URL(`${world.serverUrl}/bank/callback`).pathname

  async function send(body: string, timestamp: string, nonce: string, signature?: string): Promise<Delivery> {
    try {
      const response = await fetch(`${world.serverUrl}/bank/callback`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-bank-timestamp': timestamp,
          'x-bank-nonce': nonce,
          ...(signature === undefined ? {} : { 'x-bank-signature': signature }),
        },
        body,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(timings.callbackTimeoutMs)]),
      })
      return { status: response.status, body: await response.text() }
    } catch {
      return { status: 0, body: '' }
    }
  }

  function forge(body: Record<string, unknown>, forgery: Forgery, wrongKey?: string): Promise<Delivery> {
    const sent = JSON.stringify(body)
    const timestamp = forgery === 'stale-timestamp' ? String(Number(timestampNow()) - 301) : timestampNow()
    const nonce = newNonce()
    if (forgery === 'no-signature') return track(send(sent, timestamp, nonce))
    const signed = forgery === 'changed-body' ? JSON.stringify({ ...body, amountFen: 1 }) : sent
    const text = requestText('POST', callbackPath(), timestamp, nonce, signed)
    // A key of the client's own is a well-formed key that is not the bank's.
    const key =
      forgery === 'wrong-key'
        ? (wrongKey ?? world.credentials.bank.clientPrivateKey)
        : world.credentials.bank.bankPrivateKey
    return track(send(sent, timestamp, nonce, sign(text, key)))
  }

  const waiting = (): Notice[] => table.list().filter((notice) => notice.state === 'waiting')

  return {
    add,
    get: (noticeId) => table.get(noticeId),
    list: () => table.list(),
    pause: () => {
      isPaused = true
      timers.forEach((timer) => clearTimeout(timer))
      timers.clear()
    },
    resume: () => {
      isPaused = false
      waiting().forEach((notice) => schedule({ ...notice, nextAt: Date.now() }))
    },
    paused: () => isPaused,
    replay: (noticeId) => track(deliver(noticeId)),
    lose: (noticeId) => {
      clearTimeout(timers.get(noticeId))
      const notice = table.get(noticeId)
      if (notice) table.put(noticeId, { ...notice, state: 'received' })
    },
    forge,
    start: () => {
      active = true
      waiting().forEach(schedule)
    },
    stop: async () => {
      active = false
      stopping.abort()
      timers.forEach((timer) => clearTimeout(timer))
      timers.clear()
      await Promise.allSettled(running)
    },
  }
}

function isReceived({ status, body }: Delivery): boolean {
  if (status !== 200) return false
  try {
    return (JSON.parse(body) as { received?: unknown }).received === true
  } catch {
    return false
  }
}
