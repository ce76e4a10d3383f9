import * as api from '@linggong/shared/api/console-identity'
import { maskPhone } from '@linggong/shared/rules/mask'
import { asConsole } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { route, type Route } from '../../../http/route.ts'
import { changePassword } from '../commands/change-password.ts'
import { consoleAccountsOnPhone } from '../commands/find-account.ts'
import { loginByPassword } from '../commands/login-by-password.ts'
import { closeSession } from '../commands/open-session.ts'
import { forgetPasswordTries } from '../commands/password-tries.ts'
import { registerConsoleAccount } from '../commands/register-console.ts'
import { signInToConsole } from '../commands/sign-in-console.ts'
import { startStepUp } from '../commands/step-up.ts'
import { switchOrganisation } from '../commands/switch-organisation.ts'
import { faceCheckFor, presentFaceCheck } from '../face/queries.ts'
import { refreshFaceCheck } from '../face/refresh-face-check.ts'
import { hashPassword } from '../passwords.ts'
import { asSettledConsole } from '../policy.ts'
import { presentConsoleMe } from '../presenter.ts'
import { consumeSmsCode } from '../sms/consume-sms-code.ts'

export const consoleRoutes: Route[] = [
  route(
    api.registerConsole,
    async ({ services, actor, body }) => {
      const { phone, code, consents, detachEarlier = false } = body
      const passwordHash = await hashPassword(body.password)
      return runCommand(services, actor, (c) =>
        registerConsoleAccount(c, { phone, code, passwordHash, detachEarlier, consents }),
      )
    },
    { limit: 'login' },
  ),

  route(api.loginByPassword, ({ services, body }) => loginByPassword(services, body), { limit: 'login' }),

  route(
    api.loginConsoleBySms,
    async ({ services, actor, body }) => {
      const { phone, code, accountId } = body
      const signedIn = await runCommand(services, actor, async (c) => {
        await consumeSmsCode(c, { phone, purpose: 'console-login', code })
        const accounts = await consoleAccountsOnPhone(phone, c.session)
        if (accounts.length === 0) throw new AppError('ACCOUNT_UNKNOWN')
        return signInToConsole(c, accounts, accountId)
      })
      await forgetPasswordTries(phone)
      return signedIn
    },
    { limit: 'login' },
  ),

  route(api.changePassword, async ({ services, actor, body }) => {
    await changePassword(services, asConsole(actor), body)
    return {}
  }),

  route(api.getConsoleMe, ({ actor }) => presentConsoleMe(asConsole(actor))),

  route(api.switchOrganisation, async ({ services, actor, body }) => {
    const account = asSettledConsole(actor)
    await runCommand(services, actor, (c) => switchOrganisation(c, account, body.organisationId))
    return {}
  }),

  route(api.consoleLogout, async ({ services, actor }) => {
    const { sessionId, accountId } = asConsole(actor)
    await runCommand(services, actor, (c) => closeSession(c, sessionId, accountId))
    return {}
  }),

  route(api.startStepUp, async ({ services, actor, body }) => {
    const { phone, expiresAt, ...started } = await startStepUp(services, asSettledConsole(actor), body)
    return { ...started, phone: maskPhone(phone), expiresAt: expiresAt.toISOString() }
  }),

  route(api.getFaceCheck, async ({ services, actor, params }) => {
    const check = await faceCheckFor(asSettledConsole(actor), params.id)
    return presentFaceCheck(services, await refreshFaceCheck(services, check))
  }),
]
