import { createRequire } from 'node:module'
import type { World } from '../world/context.ts'

/** WeChat's message encryption: sha1 signature and AES-256-CBC with the EncodingAESKey. */
interface MessageCrypt {
  getSignature(timestamp: string, nonce: string, encrypt: string): string
  encrypt(text: string): string
  decrypt(text: string): { message: string; id: string }
}

/** The library has no types of its own. */
const WXBizMsgCrypt = createRequire(import.meta.url)('wechat-crypto') as new (
  token: string,
  encodingAesKey: string,
  appId: string,
) => MessageCrypt

/** The encryption of the Official Account's callbacks. */
export function messageCrypt(world: World): MessageCrypt {
  const { oaToken, oaAesKey, oaAppId } = world.credentials.wechat
  return new WXBizMsgCrypt(oaToken, oaAesKey, oaAppId)
}
