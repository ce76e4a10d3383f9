import { consoleLogout } from '@linggong/shared'
import { call } from './call'
import { writeToken } from './token'

/**
 * Ends the session and begins anew at the login, so that nothing that was read stays in this tab. The browser
 * forgets the session whatever the server answers.
 */
export async function signOut(): Promise<void> {
  await call(consoleLogout, {}).catch(() => undefined)
  writeToken(null)
  location.assign('/login')
}
