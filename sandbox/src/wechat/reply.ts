import type { WechatMessage } from '../world/inbox.ts'
import { children, textOf } from './xml.ts'

export type ReplyItem = WechatMessage

/** A passive reply (text or news) as the messages the chat shows. */
export function readReply(xml: string): ReplyItem[] {
  const fields = children(children(xml)[0]?.inner ?? '')
  const field = (name: string): string => fields.find((row) => row.name === name)?.inner ?? ''
  if (textOf(field('MsgType')) === 'news')
    return children(field('Articles')).map(({ inner }) => article(inner))
  const content = textOf(field('Content'))
  return content === '' ? [] : [textMessage(content)]
}

function article(xml: string): ReplyItem {
  const fields = new Map(children(xml).map(({ name, inner }) => [name, textOf(inner)]))
  const description = fields.get('Description') ?? ''
  const url = fields.get('Url') ?? ''
  return {
    kind: 'news',
    title: fields.get('Title') ?? '',
    lines: description ? [{ label: '', value: description }] : [],
    ...(url ? { url } : {}),
  }
}

/** A text may hold links as <a href="…">words</a>; the first one is where the message leads. */
function textMessage(content: string): ReplyItem {
  const link = /<a\s[^>]*href=["']([^"']+)["'][^>]*>([^<]*)/.exec(content)
  const leads = link ? { url: link[1] ?? '', urlWords: link[2] ?? '' } : {}
  return { kind: 'text', title: content.replace(/<[^>]+>/g, ''), lines: [], ...leads }
}
