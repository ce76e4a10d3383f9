import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import type { Credentials } from '@linggong/sandbox'

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex')

interface Changes {
  /** Inner XML instead of a text message. */
  xml?: string
  /** Appid inside the ciphertext. */
  appId?: string
  token?: string
  atMs?: number
}

/** A signed and encrypted callback of WeChat's, made by hand; `changes` make it wrong in one way. */
export function callbackRequest(
  { wechat }: Credentials,
  changes: Changes = {},
): { query: URLSearchParams; body: string } {
  const token = changes.token ?? wechat.oaToken
  const timestamp = String(Math.floor((changes.atMs ?? Date.now()) / 1_000))
  const nonce = '1320562132'
  const encrypted = encrypt(changes.xml ?? textXml('100'), changes.appId ?? wechat.oaAppId, wechat.oaAesKey)
  return {
    query: new URLSearchParams({
      signature: sha1(token, timestamp, nonce),
      timestamp,
      nonce,
      openid: 'o1',
      encrypt_type: 'aes',
      msg_signature: sha1(token, timestamp, nonce, encrypted),
    }),
    body: `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  }
}

/** A text message as WeChat writes it. */
export function textXml(msgId: string, text = '你好'): string {
  return `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${msgId}</MsgId></xml>`
}

function encrypt(xml: string, appId: string, aesKey: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const message = Buffer.from(xml)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const plain = Buffer.concat([randomBytes(16), length, message, Buffer.from(appId)])
  const padding = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])),
    cipher.final(),
  ]).toString('base64')
}
