import { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'
import { callWechat } from './call-wechat.ts'
import type { Apis } from './create-apis.ts'
import type { WechatIdentity } from './port.ts'
import { postJson } from './token-api.ts'

const ZIdentity = z.object({ openid: z.string().min(1), unionid: z.string().min(1).optional() })
const ZPhone = z.object({
  phone_info: z.object({ purePhoneNumber: z.string(), countryCode: z.coerce.string() }),
})

/** OAuth code → identity. WeChat gives the unionid here only with snsapi_userinfo; followers' is asked for. */
export async function exchangeOaCode({ oa, oauth }: Apis, code: string): Promise<WechatIdentity> {
  const { data } = await callWechat('oauth2/access_token', () => oauth.getAccessToken(code))
  const identity = read('oauth2/access_token', ZIdentity, data)
  if (identity.unionid) return withUnionid(identity)
  try {
    const user = await callWechat('user/info', () => oa.getUser({ openid: identity.openid, lang: 'zh_CN' }))
    return withUnionid(read('user/info', ZIdentity, user))
  } catch (error) {
    // The code is used up: an identity without unionid is better than none.
    if (error instanceof GatewayError) return { openid: identity.openid }
    throw error
  }
}

/** Mini-program login code → identity; the session key is not kept. */
export async function codeToSession({ mp }: Apis, jsCode: string): Promise<WechatIdentity> {
  const answer = await callWechat('jscode2session', () => mp.code2Session(jsCode))
  return withUnionid(read('jscode2session', ZIdentity, answer))
}

/** Phone button's code → mainland phone number of 11 digits. */
export async function phoneNumber({ mp }: Apis, phoneCode: string): Promise<string> {
  const answer = await callWechat('getuserphonenumber', async () => {
    const { accessToken } = await mp.ensureAccessToken()
    const url = `${mp.wxaPrefix}business/getuserphonenumber?access_token=${accessToken}`
    return mp.request(url, postJson({ code: phoneCode }))
  })
  const { purePhoneNumber, countryCode } = read('getuserphonenumber', ZPhone, answer).phone_info
  if (countryCode !== '86')
    throw new GatewayError('wechat', 'rejected', 'getuserphonenumber: not a mainland number', 'FOREIGN_PHONE')
  return purePhoneNumber
}

/** The parsed answer, or GatewayError when WeChat answered something else. */
export function read<Schema extends z.ZodType>(
  operation: string,
  schema: Schema,
  answer: unknown,
): z.infer<Schema> {
  const result = schema.safeParse(answer)
  if (!result.success) throw new GatewayError('wechat', 'timeout', `${operation}: unreadable answer`)
  return result.data
}

const withUnionid = ({ openid, unionid }: z.infer<typeof ZIdentity>): WechatIdentity =>
  unionid ? { openid, unionid } : { openid }
