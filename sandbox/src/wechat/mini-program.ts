import type Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import { jsonBody } from '../http/raw-body.ts'
import type { World } from '../world/context.ts'
import type { Person } from '../world/people.ts'
import { requireSecret, requireToken } from './access-tokens.ts'
import { jsonCall, queryText, readJson } from './endpoint.ts'
import { makeCode, takeCode } from './one-time-codes.ts'
import { randomText } from './random-text.ts'
import { invalidAppId, invalidOpenid, WechatError } from './wechat-error.ts'

const ZPhoneCode = z.object({
  phone: z.object({ countryCode: z.string(), number: z.string() }).optional(),
})

/** Login and phone number of the mini-program. */
export function registerMiniProgram(router: Router, world: World): void {
  jsonCall(router, 'get', '/sns/jscode2session', (ctx) => {
    if (queryText(ctx, 'grant_type') !== 'authorization_code')
      throw new WechatError(40002, 'invalid grant_type')
    const app = requireSecret(world, queryText(ctx, 'appid'), queryText(ctx, 'secret'))
    if (app.kind !== 'mp') throw invalidAppId()
    const person = personOf(world, takeCode(world, 'js', queryText(ctx, 'js_code')).personKey)
    return {
      session_key: Buffer.from(randomText(16)).toString('base64'),
      openid: person.wechat.mpOpenid,
      unionid: person.wechat.unionid,
    }
  })

  jsonCall(router, 'post', '/wxa/business/getuserphonenumber', (ctx) => {
    requireToken(ctx, world, 'mp')
    const { code } = z.object({ code: z.string() }).catch({ code: '' }).parse(readJson(ctx))
    const row = takeCode(world, 'phone', code)
    const person = personOf(world, row.personKey)
    const { countryCode, number } = row.phone ?? { countryCode: '86', number: person.phone }
    return {
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: countryCode === '86' ? number : `+${countryCode}${number}`,
        purePhoneNumber: number,
        countryCode,
        watermark: {
          timestamp: Math.floor(Date.now() / 1_000),
          appid: world.credentials.wechat.mpAppId,
        },
      },
    }
  })

  router.post('/sandbox/wechat/js-code', (ctx) => {
    ctx.body = { code: makeCode(world, { kind: 'js', personKey: requestedPerson(ctx, world).key }) }
  })

  router.post('/sandbox/wechat/phone-code', (ctx) => {
    const { phone } = ZPhoneCode.catch({}).parse(jsonBody(ctx))
    const personKey = requestedPerson(ctx, world).key
    ctx.body = { code: makeCode(world, { kind: 'phone', personKey, ...(phone ? { phone } : {}) }) }
  })
}

function personOf(world: World, key: string): Person {
  const person = world.people.get(key)
  if (!person) throw invalidOpenid()
  return person
}

/** The person of {person: key}; 404 when there is none. */
function requestedPerson(ctx: Context, world: World): Person {
  const key = jsonBody(ctx)['person']
  const person = typeof key === 'string' ? world.people.get(key) : undefined
  return person ?? ctx.throw(404, 'No such person')
}
