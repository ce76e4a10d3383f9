import type Router from '@koa/router'
import type { Context } from 'koa'
import { publicActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { GatewayError } from '../../../gateways/gateway-error.ts'
import { stateOf } from '../../../http/state.ts'
import type { Services } from '../../../services.ts'
import { issueTicket } from '../commands/login-tickets.ts'
import { isOwnState, signState, type OauthTrip } from './oauth-state.ts'
import { redirectOrigin } from './origin.ts'

const startPath = '/api/wechat/oauth'
const callbackPath = '/api/wechat/oauth/callback'

function text(ctx: Context, name: string): string {
  const value = ctx.query[name]
  return typeof value === 'string' ? value : ''
}

/** Scene and return path of a request; what is not of their form is dropped. */
function tripOf(ctx: Context): OauthTrip {
  const scene = text(ctx, 'scene')
  const to = text(ctx, 'to').replace(/^\/?(?=pages\/)/, '/')
  return {
    scene: /^[A-Za-z0-9_-]{1,64}$/.test(scene) ? scene : '',
    to: /^\/pages\/[\w/-]{1,60}(\?[\w=&%.-]{0,120})?$/.test(to) ? to : '',
  }
}

function entryUrl(origin: string, parameters: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''))
  return `${origin}/w/#/pages/entry/index?${query}`
}

/** The address of the H5's way through WeChat, for menus and messages. */
export function oauthStartUrl(publicUrl: string, trip: Partial<OauthTrip>): string {
  const query = new URLSearchParams(Object.entries(trip).filter(([, value]) => value !== ''))
  return query.size > 0 ? `${publicUrl}${startPath}?${query}` : `${publicUrl}${startPath}`
}

async function ticketFor(services: Services, code: string, scene: string): Promise<string> {
  const { openid, unionid } = await services.gateways.wechat.exchangeOaCode(code)
  const user = { app: 'oa' as const, openid, unionid: unionid ?? null }
  return runCommand(services, publicActor, (c) =>
    issueTicket(c, { kind: 'oauth', user, scene: scene || null }),
  )
}

/**
 * The H5's login by WeChat: /api/wechat/oauth leads to WeChat, the callback comes back with a code and ends on
 * the H5's entry page with a one-time ticket. A refused or expired trip ends there too, without a ticket.
 */
export function mountOauth(router: Router, services: Services): void {
  const { config } = services

  router.get(startPath, (ctx) => {
    stateOf(ctx).pattern = startPath
    const trip = tripOf(ctx)
    const origin = redirectOrigin(config, ctx)
    const query = new URLSearchParams(Object.entries(trip).filter(([, value]) => value !== ''))
    const redirectUri = query.size > 0 ? `${origin}${callbackPath}?${query}` : `${origin}${callbackPath}`
    const state = signState(config.signingKey, trip, services.clock.now().getTime())
    ctx.set('Cache-Control', 'no-store')
    ctx.redirect(services.gateways.wechat.oaAuthorizeUrl({ redirectUri, state }))
  })

  router.get(callbackPath, async (ctx) => {
    stateOf(ctx).pattern = callbackPath
    const trip = tripOf(ctx)
    const origin = redirectOrigin(config, ctx)
    ctx.set('Cache-Control', 'no-store')
    ctx.set('Referrer-Policy', 'no-referrer')
    const code = text(ctx, 'code')
    const own = isOwnState(config.signingKey, trip, text(ctx, 'state'), services.clock.now().getTime())
    if (!own || !code) return ctx.redirect(entryUrl(origin, { error: 'wechat', ...trip }))
    try {
      const ticket = await ticketFor(services, code, trip.scene)
      return ctx.redirect(entryUrl(origin, { ticket, ...trip }))
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      services.logger.warn({ err: error }, 'WeChat login code not exchanged')
      return ctx.redirect(entryUrl(origin, { error: 'wechat', ...trip }))
    }
  })
}
