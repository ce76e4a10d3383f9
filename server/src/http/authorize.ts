import { changePassword, consoleLogout, getConsoleMe } from '@linggong/shared/api/console-identity'
import type { Endpoint } from '@linggong/shared/api/endpoint'
import type { Actor } from '../actor.ts'
import { AppError } from '../errors.ts'

/** What an account with a first password may still call. */
const openBeforePasswordChange = new Set([getConsoleMe.path, changePassword.path, consoleLogout.path])

/**
 * The first half of the policy: kind of caller and permission of the member's role. Whether this object is
 * theirs is the second half, in the module's `policy.ts` and `assertTenant`.
 * @throws AppError UNAUTHENTICATED, PASSWORD_CHANGE_REQUIRED, NO_ORGANISATION, FORBIDDEN
 */
export function authorize(endpoint: Pick<Endpoint, 'path' | 'caller' | 'permission'>, actor: Actor): void {
  const { caller, permission } = endpoint
  if (caller === 'public') return
  if (actor.kind === 'public' || actor.kind === 'system') throw new AppError('UNAUTHENTICATED')
  if (caller === 'worker') {
    if (actor.kind !== 'worker') throw new AppError('FORBIDDEN')
    return
  }
  if (actor.kind !== 'console') throw new AppError('FORBIDDEN')
  if (actor.mustChangePassword && !openBeforePasswordChange.has(endpoint.path))
    throw new AppError('PASSWORD_CHANGE_REQUIRED')
  if (caller === 'console' && !permission) return
  if (!actor.membership) throw new AppError('NO_ORGANISATION')
  if (caller !== 'console' && actor.membership.kind !== caller) throw new AppError('FORBIDDEN')
  if (permission && !actor.membership.permissions.includes(permission)) throw new AppError('FORBIDDEN')
}
