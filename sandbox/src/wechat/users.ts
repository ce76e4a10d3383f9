import type Router from '@koa/router'
import type { World } from '../world/context.ts'
import { requireToken } from './access-tokens.ts'
import { jsonCall, queryText } from './endpoint.ts'
import { invalidOpenid } from './wechat-error.ts'

/** /cgi-bin/user/info: whether a person follows the Official Account; unionid only of those who do. */
export function registerUsers(router: Router, world: World): void {
  jsonCall(router, 'get', '/cgi-bin/user/info', (ctx) => {
    requireToken(ctx, world, 'oa')
    const openid = queryText(ctx, 'openid')
    const person = world.people.byOpenid(openid)
    if (!person || person.wechat.oaOpenid !== openid) throw invalidOpenid()
    if (!person.wechat.followsOa) return { subscribe: 0, openid }
    return {
      subscribe: 1,
      openid,
      language: 'zh_CN',
      subscribe_time: Math.floor(world.clock.now().getTime() / 1_000),
      unionid: person.wechat.unionid,
      remark: '',
      groupid: 0,
      tagid_list: [],
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene: 0,
      qr_scene_str: '',
    }
  })
}
