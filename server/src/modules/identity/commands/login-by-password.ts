import { publicActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { Account } from '../models/account.ts'
import { checkPassword } from '../passwords.ts'
import { consoleAccountsOnPhone } from './find-account.ts'
import { forgetPasswordTries, takePasswordTry } from './password-tries.ts'
import { signInToConsole, type ConsoleSignIn } from './sign-in-console.ts'

/**
 * Console login by phone and password. Which part is wrong is not told, nor whether the phone has an account.
 * @throws AppError LOGIN_FAILED, LOGIN_LOCKED, ACCOUNT_CHOICE_NEEDED (the password fits several accounts)
 */
export async function loginByPassword(
  services: Services,
  input: { phone: string; password: string; accountId?: string | undefined },
): Promise<ConsoleSignIn> {
  await takePasswordTry(input.phone, services.clock.now())
  const accounts = await consoleAccountsOnPhone(input.phone)
  const fitting: Account[] = []
  for (const account of accounts) {
    if (await checkPassword(account.passwordHash, input.password)) fitting.push(account)
  }
  if (accounts.length === 0) await checkPassword(null, input.password)
  if (fitting.length === 0) throw new AppError('LOGIN_FAILED')
  await forgetPasswordTries(input.phone)
  return runCommand(services, publicActor, (c) => signInToConsole(c, fitting, input.accountId))
}
