import { asConsole, type Actor, type ConsoleActor } from '../../actor.ts'
import { AppError } from '../../errors.ts'

/**
 * A console account whose password is its own: one with a given password may look at itself, change it and sign
 * out, nothing else.
 * @throws AppError UNAUTHENTICATED, PASSWORD_CHANGE_REQUIRED
 */
export function asSettledConsole(actor: Actor): ConsoleActor {
  const account = asConsole(actor)
  if (account.mustChangePassword) throw new AppError('PASSWORD_CHANGE_REQUIRED')
  return account
}
