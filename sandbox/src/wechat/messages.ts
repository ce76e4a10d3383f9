import type Router from '@koa/router'
import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { World } from '../world/context.ts'
import type { Person } from '../world/people.ts'
import { requireToken } from './access-tokens.ts'
import { jsonCall, readJson } from './endpoint.ts'
import { isFieldValue, templates } from './templates.ts'
import { badJson, invalidOpenid, WechatError } from './wechat-error.ts'

const ZData = z.record(z.string(), z.object({ value: z.coerce.string() }))
const ZTemplateMessage = z.object({
  touser: z.string(),
  template_id: z.string(),
  url: z.string().nullish(),
  miniprogram: z.object({ pagepath: z.string().optional() }).nullish(),
  data: ZData,
})
const ZSubscribeMessage = z.object({
  touser: z.string(),
  template_id: z.string(),
  page: z.string().nullish(),
  data: ZData,
})

/** Template messages of the Official Account and subscribe messages of the mini-program. */
export function registerMessages(router: Router, world: World): void {
  jsonCall(router, 'post', '/cgi-bin/message/template/send', (ctx) => {
    requireToken(ctx, world, 'oa')
    const message = parse(ZTemplateMessage, readJson(ctx))
    const person = receiver(world, message.touser, 'oaOpenid')
    if (!person.wechat.followsOa) throw new WechatError(43004, 'require subscribe')
    const page = message.miniprogram?.pagepath
    world.inbox.wechat(person.key, {
      kind: 'template',
      ...filled(message.template_id, message.data),
      ...(message.url ? { url: message.url } : {}),
      ...(page ? { page } : {}),
    })
    return sent()
  })

  jsonCall(router, 'post', '/cgi-bin/message/subscribe/send', (ctx) => {
    requireToken(ctx, world, 'mp')
    const message = parse(ZSubscribeMessage, readJson(ctx))
    const person = receiver(world, message.touser, 'mpOpenid')
    world.inbox.wechat(person.key, {
      kind: 'subscribe',
      ...filled(message.template_id, message.data),
      ...(message.page ? { page: message.page } : {}),
    })
    return sent()
  })
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input)
  if (!result.success) throw badJson()
  return result.data
}

function receiver(world: World, openid: string, kind: 'oaOpenid' | 'mpOpenid'): Person {
  const person = world.people.byOpenid(openid)
  if (!person || person.wechat[kind] !== openid) throw invalidOpenid()
  return person
}

function filled(templateId: string, data: z.infer<typeof ZData>) {
  const template = Object.hasOwn(templates, templateId) ? templates[templateId] : undefined
  if (!template) throw new WechatError(40037, 'invalid template_id')
  const lines = Object.entries(template.fields).map(([name, label]) => {
    const value = data[name]?.value ?? ''
    if (value === '') throw new WechatError(47003, `argument invalid! data.${name}.value is empty`)
    if (!isFieldValue(name, value))
      throw new WechatError(47003, `argument invalid! data.${name}.value invalid`)
    return { label, value }
  })
  return { title: template.title, lines }
}

/** WeChat's msgid is larger than JavaScript's safe integers and not quoted. */
function sent(): string {
  return `{"errcode":0,"errmsg":"ok","msgid":3${String(randomInt(1e9)).padStart(9, '0')}${String(randomInt(1e9)).padStart(9, '0')}}`
}
