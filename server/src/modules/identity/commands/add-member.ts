import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { AccountModel, type Account } from '../models/account.ts'
import { MemberModel, type Member } from '../models/organisation.ts'
import { hashPassword } from '../passwords.ts'
import { seal, sealedFields } from '../personal-data.ts'
import { createAccount } from './create-account.ts'
import { consoleAccountsOnPhone } from './find-account.ts'

export interface NewMember {
  organisationId: string
  /** The account itself, or the phone whose oldest console account is taken; one is made when it has none. */
  accountId?: string
  phone?: string
  name?: string
  role: Member['role']
  /** First password of a new account; it must be changed at the first login. */
  oneTimePassword?: string
}

async function accountFor(c: CommandContext, input: NewMember): Promise<Account> {
  if (input.accountId) {
    const account = await AccountModel.findOne({ _id: input.accountId, kind: 'console' })
      .session(c.session)
      .lean<Account>()
    if (!account) throw new AppError('NOT_FOUND')
    return account
  }
  if (!input.phone) throw new Error('a member needs an account or a phone')
  const [existing] = await consoleAccountsOnPhone(input.phone, c.session)
  if (existing) return existing
  const password = input.oneTimePassword
  return createAccount(c, {
    kind: 'console',
    phone: input.phone,
    name: input.name,
    ...(password ? { passwordHash: await hashPassword(password), mustChangePassword: true } : {}),
  })
}

/** Makes an account a member of an organisation; once more changes nothing. Answers the account's id. */
export async function addMember(c: CommandContext, input: NewMember): Promise<string> {
  const account = await accountFor(c, input)
  const { organisationId, role, name } = input
  if (name && !account.name) {
    const sealed = seal(sealedFields.accountName, name)
    await AccountModel.updateOne({ _id: account._id }, { $set: { name: sealed } }, { session: c.session })
  }
  const key = { organisationId, accountId: account._id }
  const member = await MemberModel.findOne(key).session(c.session).lean<Member>()
  if (member && !member.removedAt) return account._id
  if (member) await MemberModel.updateOne(key, { $set: { removedAt: null, role } }, { session: c.session })
  else await MemberModel.create([{ ...key, role }], { session: c.session })
  c.audit({
    action: 'member.add',
    subject: { type: 'organisation', id: organisationId },
    after: { accountId: account._id, role },
  })
  return account._id
}
