import type { WechatMessage } from './port.ts'

type Fields = Readonly<Record<string, unknown>>

const text = (fields: Fields, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** The parsed XML as a message, or undefined when it lacks what every message has. */
export function toMessage(fields: Fields): WechatMessage | undefined {
  const openid = text(fields, 'FromUserName')
  const seconds = Number(text(fields, 'CreateTime'))
  const type = text(fields, 'MsgType')
  if (!openid || !type || !Number.isInteger(seconds) || seconds <= 0) return undefined
  return { openid, at: new Date(seconds * 1_000), ...content(fields, type) }
}

type Content = WechatMessage extends infer M ? (M extends unknown ? Omit<M, 'openid' | 'at'> : never) : never

function content(fields: Fields, type: string): Content {
  if (type === 'text') return { kind: 'text', text: text(fields, 'Content') }
  if (type !== 'event') return { kind: 'other', type }
  const key = text(fields, 'EventKey')
  switch (text(fields, 'Event').toLowerCase()) {
    case 'subscribe':
      return { kind: 'subscribe', scene: key.startsWith('qrscene_') ? key.slice('qrscene_'.length) : null }
    case 'scan':
      return { kind: 'scan', scene: key || null }
    case 'unsubscribe':
      return { kind: 'unsubscribe' }
    case 'click':
      return { kind: 'click', key }
    case 'view':
      return { kind: 'view', url: key }
    default:
      return { kind: 'other', type: `event/${text(fields, 'Event')}` }
  }
}

/**
 * What tells a message from WeChat's repetition of it: MsgId, or sender, time and event (WeChat's documentation
 * of received messages); the event's key keeps two events of one second apart.
 */
export function messageKey(fields: Fields): string {
  const id = text(fields, 'MsgId')
  if (id) return `msg:${id}`
  return [
    'event',
    ...['FromUserName', 'CreateTime', 'Event', 'EventKey'].map((name) => text(fields, name)),
  ].join(':')
}
