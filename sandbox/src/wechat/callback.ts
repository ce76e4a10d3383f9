import { createHash, randomInt } from 'node:crypto'
import type { World } from '../world/context.ts'
import type { Person } from '../world/people.ts'
import { messageCrypt } from './message-crypt.ts'
import { readReply, type ReplyItem } from './reply.ts'
import { children, textOf, toXml } from './xml.ts'

/** WeChat waits five seconds and asks three times in all. */
const timeoutMs = 5_000
const attempts = 3

export type CallbackFields = Readonly<Record<string, string | number | undefined>>

/** One request of WeChat's to the server: what goes behind /wechat/callback? and the body. */
export interface CallbackRequest {
  query: Record<string, string>
  body: string
}

/** What WeChat calls the Official Account in its messages. */
export function accountName(world: World): string {
  return `gh_${createHash('sha1').update(world.credentials.wechat.oaAppId).digest('hex').slice(0, 12)}`
}

/** An event or message of a person in AES mode, signed at the given real time. */
export function encryptedRequest(
  world: World,
  person: Person,
  fields: CallbackFields,
  atMs: number,
): CallbackRequest {
  const { oaToken } = world.credentials.wechat
  const crypt = messageCrypt(world)
  const timestamp = String(Math.floor(atMs / 1_000))
  const nonce = String(randomInt(1e9, 2e9))
  const xml = toXml({
    ToUserName: accountName(world),
    FromUserName: person.wechat.oaOpenid,
    CreateTime: Math.floor(world.clock.now().getTime() / 1_000),
    ...fields,
  })
  const encrypt = crypt.encrypt(xml)
  return {
    query: {
      signature: createHash('sha1').update([oaToken, timestamp, nonce].sort().join('')).digest('hex'),
      timestamp,
      nonce,
      openid: person.wechat.oaOpenid,
      encrypt_type: 'aes',
      msg_signature: crypt.getSignature(timestamp, nonce, encrypt),
    },
    body: toXml({ ToUserName: accountName(world), Encrypt: encrypt }),
  }
}

/**
 * Sends an event or message to the server, up to three times, and puts its reply into the person's chat. When the
 * server fails, the chat says so, as WeChat's does.
 * @returns whether the server took it
 */
export async function pushToServer(world: World, person: Person, fields: CallbackFields): Promise<boolean> {
  const request = encryptedRequest(world, person, fields, Date.now())
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const reply = await post(world, request)
    if (reply === undefined) continue
    for (const item of reply) world.inbox.wechat(person.key, item)
    return true
  }
  world.log('wechat callback not taken', { event: String(fields['Event'] ?? fields['MsgType'] ?? '') })
  if (fields['Event'] !== 'VIEW')
    world.inbox.wechat(person.key, {
      kind: 'text',
      title: '该公众号提供的服务出现故障，请稍后再试',
      lines: [],
    })
  return false
}

/** undefined when the server gave no proper answer. */
async function post(world: World, { query, body }: CallbackRequest): Promise<ReplyItem[] | undefined> {
  try {
    const url = `${world.serverUrl}/wechat/callback?${new URLSearchParams(query).toString()}`
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    if (!response.ok) return undefined
    if (text === '' || text === 'success') return []
    return readReply(decryptReply(world, text))
  } catch {
    return undefined
  }
}

/** Checks the reply's signature and receiver and answers its inner XML. */
function decryptReply(world: World, xml: string): string {
  const outer = new Map(
    children(children(xml)[0]?.inner ?? '').map(({ name, inner }) => [name, textOf(inner)]),
  )
  const encrypt = outer.get('Encrypt') ?? ''
  const crypt = messageCrypt(world)
  const expected = crypt.getSignature(outer.get('TimeStamp') ?? '', outer.get('Nonce') ?? '', encrypt)
  if (encrypt === '' || outer.get('MsgSignature') !== expected)
    throw new Error('reply not signed by the server')
  const { message, id } = crypt.decrypt(encrypt)
  if (id !== world.credentials.wechat.oaAppId) throw new Error('reply of another account')
  return message
}
