import type { World } from '../world/context.ts'

/** The two accounts: the Official Account and the mini-program. */
export type AppKind = 'oa' | 'mp'

export interface App {
  kind: AppKind
  appId: string
  secret: string
}

/** The account with this appid, or undefined. */
export function findApp(world: World, appId: string): App | undefined {
  const { oaAppId, oaSecret, mpAppId, mpSecret } = world.credentials.wechat
  if (appId === oaAppId) return { kind: 'oa', appId, secret: oaSecret }
  if (appId === mpAppId) return { kind: 'mp', appId, secret: mpSecret }
  return undefined
}
