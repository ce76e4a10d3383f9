import type { CommandContext } from '../../../command.ts'
import { accountCreated } from '../events.ts'
import { AccountModel, type Account } from '../models/account.ts'
import { phoneIndexOf, seal, sealedFields } from '../personal-data.ts'

/** A new account on a phone. */
export async function createAccount(
  c: CommandContext,
  input: {
    kind: Account['kind']
    phone: string
    name?: string | undefined
    passwordHash?: string
    mustChangePassword?: boolean
  },
): Promise<Account> {
  const [account] = await AccountModel.create(
    [
      {
        kind: input.kind,
        phone: seal(sealedFields.accountPhone, input.phone),
        phoneIndex: phoneIndexOf(input.phone),
        name: input.name ? seal(sealedFields.accountName, input.name) : null,
        passwordHash: input.passwordHash ?? null,
        mustChangePassword: input.mustChangePassword ?? false,
      },
    ],
    { session: c.session },
  )
  if (!account) throw new Error('the account was not stored')
  c.emit(accountCreated({ accountId: account._id, kind: input.kind }))
  c.audit({
    action: 'account.create',
    subject: { type: 'account', id: account._id },
    after: { kind: input.kind },
  })
  return account.toObject()
}
