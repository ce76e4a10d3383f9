import type { Module } from '../../module.ts'
import { mountFacePages } from './face/face-pages.ts'
import { facePollDue, pollFaceCheck } from './face/refresh-face-check.ts'
import { useVault } from './personal-data.ts'
import { reachRecipient } from './queries/reach-recipient.ts'
import { resolveSession } from './queries/resolve-session.ts'
import { consoleRoutes } from './routes/console-routes.ts'
import { publicRoutes } from './routes/public-routes.ts'
import { workerLoginRoutes } from './routes/worker-login-routes.ts'
import { sweepIdentity } from './sweep.ts'
import { ensureMenu } from './wechat/menu.ts'
import { mountOaCallback } from './wechat/oa-callback.ts'
import { mountOauth } from './wechat/oauth-routes.ts'

/** Accounts, persons, sessions, logins, proofs of identity, organisations and their members, consents. */
export const identityModule: Module = {
  name: 'identity',
  routes: [...publicRoutes, ...workerLoginRoutes, ...consoleRoutes],
  register(services) {
    useVault(services.vault)
    services.resolvers.session = resolveSession
    services.resolvers.recipient = reachRecipient
    services.jobs.onDue(facePollDue, pollFaceCheck)
    services.jobs.recurring('identity.oa-menu', '10 minutes', ensureMenu)
    services.jobs.recurring('identity.sweep', '1 day', sweepIdentity)
  },
  mount(router, services) {
    mountOauth(router, services)
    mountOaCallback(router, services)
    mountFacePages(router, services)
  },
}
