import type Router from '@koa/router'
import { z } from 'zod'
import type { World } from '../world/context.ts'
import { requireToken } from './access-tokens.ts'
import { done, jsonCall, readJson } from './endpoint.ts'
import { WechatError } from './wechat-error.ts'

const ZAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('click'), name: z.string(), key: z.string().min(1).max(128) }),
  z.object({ type: z.literal('view'), name: z.string(), url: z.url() }),
  z.object({
    type: z.literal('miniprogram'),
    name: z.string(),
    url: z.url(),
    appid: z.string(),
    pagepath: z.string(),
  }),
])
const ZGroup = z.object({ name: z.string(), sub_button: z.array(ZAction).min(1).max(5) })
const ZMenu = z.object({
  button: z
    .array(z.union([ZGroup, ZAction]))
    .min(1)
    .max(3),
})

export type MenuAction = z.infer<typeof ZAction>
export type Menu = z.infer<typeof ZMenu>

const table = (world: World) => world.store.table<Menu>('wechat-menu')

/** Menu of the Official Account: /cgi-bin/menu/create, get and delete. */
export function registerMenu(router: Router, world: World): void {
  jsonCall(router, 'post', '/cgi-bin/menu/create', (ctx) => {
    requireToken(ctx, world, 'oa')
    const menu = ZMenu.safeParse(readJson(ctx))
    if (!menu.success) throw new WechatError(40016, 'invalid button size')
    const names = menu.data.button.flatMap((button) =>
      'sub_button' in button ? [button.name, ...button.sub_button.map(({ name }) => name)] : [button.name],
    )
    if (names.some((name) => name === '' || Buffer.byteLength(name) > 60))
      throw new WechatError(40018, 'invalid button name size')
    table(world).put('menu', menu.data)
    return done
  })

  jsonCall(router, 'get', '/cgi-bin/menu/get', (ctx) => {
    requireToken(ctx, world, 'oa')
    const stored = storedMenu(world)
    if (!stored) throw new WechatError(46003, 'menu no exist')
    return { menu: stored }
  })

  jsonCall(router, 'get', '/cgi-bin/menu/delete', (ctx) => {
    requireToken(ctx, world, 'oa')
    table(world).remove('menu')
    return done
  })
}

/** The menu as the server last set it. */
export function storedMenu(world: World): Menu | undefined {
  return table(world).get('menu')
}
