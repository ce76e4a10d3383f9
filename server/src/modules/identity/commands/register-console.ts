import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { AccountModel, type Account } from '../models/account.ts'
import type { AgreementCode } from '../models/consent.ts'
import { consumeSmsCode } from '../sms/consume-sms-code.ts'
import { createAccount } from './create-account.ts'
import { consoleAccountsOnPhone } from './find-account.ts'
import { revokeSessions } from './open-session.ts'
import { loginAgreements, recordConsents } from './record-consents.ts'
import { signInToConsole, type ConsoleSignIn } from './sign-in-console.ts'

/** Console accounts a phone may have (product.md E1). */
const maxAccounts = 3

async function detach(c: CommandContext, account: Account): Promise<void> {
  await AccountModel.updateOne(
    { _id: account._id },
    { $set: { phone: null, phoneIndex: null } },
    { session: c.session },
  )
  await revokeSessions(c, account._id)
  c.audit({
    action: 'account.detach-phone',
    subject: { type: 'account', id: account._id },
    reason: '新注册人声明该手机号上的账号不是本人的',
  })
}

/**
 * Registers a company account on a proven phone. `detachEarlier` is the answer 不是我的: the accounts on this
 * phone lose it and are signed out; what they own stays.
 * @throws AppError SMS_CODE_WRONG, SMS_CODE_EXPIRED, ACCOUNT_LIMIT, CONSENT_REQUIRED
 */
export async function registerConsoleAccount(
  c: CommandContext,
  input: {
    phone: string
    code: string
    passwordHash: string
    detachEarlier: boolean
    consents: readonly { code: AgreementCode; version: string }[]
  },
): Promise<ConsoleSignIn> {
  const { phone, code, passwordHash } = input
  await consumeSmsCode(c, { phone, purpose: 'console-register', code })
  const earlier = await consoleAccountsOnPhone(phone, c.session)
  if (input.detachEarlier) for (const account of earlier) await detach(c, account)
  else if (earlier.length >= maxAccounts) throw new AppError('ACCOUNT_LIMIT')

  const account = await createAccount(c, { kind: 'console', phone, passwordHash })
  await recordConsents(c, { accountId: account._id, consents: input.consents, required: loginAgreements })
  return signInToConsole(c, [account], undefined)
}
