import type Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import { jsonBody, rawBody } from '../http/raw-body.ts'
import * as wechat from '../wechat/index.ts'
import type { World } from '../world/context.ts'
import { makeIdNumber } from '../world/identity.ts'
import { bins, outcomes } from '../world/outcomes.ts'
import type { Person } from '../world/people.ts'
import { photograph } from '../world/photograph.ts'
import { renderSampleCard, sampleVariants } from '../world/sample-cards.ts'
import { answering, parameter, refuse } from './answer.ts'

const newPerson = z.strictObject({
  name: z.string().trim().min(1).max(20),
  phone: z
    .string()
    .regex(/^1\d{10}$/)
    .optional(),
  /** YYYY-MM-DD. */
  birthDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
})
const newCard = z.strictObject({ bin: z.string(), outcome: z.string() })
const scanned = z.strictObject({ url: z.string().trim().min(1) })
const menuClick = z.strictObject({
  index: z.number().int().min(0),
  subIndex: z.number().int().min(0).optional(),
})
const said = z.strictObject({ text: z.string().trim().min(1).max(600) })

/** People and what they do with their phones; part of the control API (docs/control-api.md). */
export function registerPeople(router: Router, world: World): void {
  const people = '/sandbox/api/people'
  const personOf = (ctx: Context): Person =>
    world.people.get(parameter(ctx, 'key')) ?? refuse('没有这个人物', 404)

  router.get(
    '/sandbox/api/outcomes',
    answering(() => ({ bins, outcomes })),
  )
  router.get(
    '/sandbox/api/sample-cards',
    answering(() => sampleVariants),
  )
  router.get(
    people,
    answering(() => world.people.list()),
  )
  router.post(
    people,
    answering((ctx) => createPerson(world, read(ctx, newPerson))),
  )
  router.get(`${people}/:key`, answering(personOf))
  router.get(
    `${people}/:key/inbox`,
    answering((ctx) => world.inbox.list(personOf(ctx).key)),
  )
  router.get(
    '/sandbox/api/inbox',
    answering((ctx) => inboxOfPhone(world, String(ctx.query['phone'] ?? ''))),
  )
  router.post(
    `${people}/:key/cards`,
    answering((ctx) => {
      const card = read(ctx, newCard)
      const isKnown =
        bins.some(({ bin }) => bin === card.bin) && outcomes.some(({ code }) => code === card.outcome)
      return isKnown ? world.people.addCard(personOf(ctx).key, card) : refuse('没有这种银行卡')
    }),
  )
  router.get(
    `${people}/:key/id-card/:side`,
    answering((ctx) => idCardPicture(world, ctx, personOf(ctx))),
  )
  router.post(
    `${people}/:key/scan`,
    answering((ctx) => {
      const { key } = personOf(ctx)
      if (ctx.is('image/*')) return wechat.scan(world, key, { image: rawBody(ctx) })
      return wechat.scan(world, key, { url: read(ctx, scanned).url })
    }),
  )
  router.post(
    `${people}/:key/follow`,
    answering((ctx) => wechat.follow(world, personOf(ctx).key)),
  )
  router.post(
    `${people}/:key/unfollow`,
    answering((ctx) => wechat.unfollow(world, personOf(ctx).key)),
  )
  router.post(
    `${people}/:key/menu`,
    answering((ctx) => wechat.clickMenu(world, personOf(ctx).key, read(ctx, menuClick))),
  )
  router.post(
    `${people}/:key/say`,
    answering((ctx) => wechat.say(world, personOf(ctx).key, read(ctx, said).text)),
  )
}

function read<T>(ctx: Context, schema: z.ZodType<T>): T {
  const result = schema.safeParse(jsonBody(ctx))
  return result.success ? result.data : refuse('填写的内容不完整或格式不对，请检查后再试')
}

function createPerson(world: World, input: z.infer<typeof newPerson>): Person {
  const { name, phone, birthDate } = input
  if (phone !== undefined && world.people.byPhone(phone)) refuse('这个手机号已经属于另一个人物')
  const birth = birthDate?.replaceAll('-', '')
  const sequence = world.store.nextNumber('new-identity') % 1000
  const idNumber = birth === undefined ? undefined : makeIdNumber('110105', birth, sequence)
  return world.people.create({
    name,
    ...(phone === undefined ? {} : { phone }),
    ...(idNumber === undefined ? {} : { idNumber }),
  })
}

/** Also for phones that nobody of the sandbox has. */
function inboxOfPhone(world: World, phone: string): unknown {
  return world.inbox.list(world.people.byPhone(phone)?.key ?? phone)
}

async function idCardPicture(world: World, ctx: Context, person: Person): Promise<void> {
  const side = parameter(ctx, 'side') === 'back' ? 'back' : 'front'
  const wanted = String(ctx.query['variant'] ?? 'good')
  const variant = sampleVariants.find(({ id }) => id === wanted)
  if (!variant) refuse('没有这种样本', 404)
  const card = await renderSampleCard({ person, side, variant: variant.id, now: world.clock.now() })
  ctx.type = 'image/jpeg'
  if (ctx.query['download'] !== undefined) ctx.attachment(`${person.key}-${side}-${variant.id}.jpeg`)
  ctx.set('Cache-Control', 'no-store')
  ctx.body = await photograph(card)
}
