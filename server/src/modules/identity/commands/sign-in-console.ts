import { maskName } from '@linggong/shared/rules/mask'
import { MemberModel, OrganisationModel, type Member, type Organisation } from '../models/organisation.ts'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import type { Account } from '../models/account.ts'
import { sealedFields, unsealOptional } from '../personal-data.ts'
import { openSession } from './open-session.ts'

/** What a console login answers. */
export interface ConsoleSignIn {
  token: string
  expiresAt: string
  mustChangePassword: boolean
}

/** How an account is told from the others on the phone: its organisation's and its own name. */
async function describe(account: Account, c: CommandContext): Promise<{ id: string; label: string }> {
  const member = await MemberModel.findOne({ accountId: account._id, removedAt: null })
    .session(c.session)
    .lean<Member>()
  const organisation = member
    ? await OrganisationModel.findById(member.organisationId).session(c.session).lean<Organisation>()
    : null
  const name = unsealOptional(sealedFields.accountName, account.name)
  const parts = [organisation?.name ?? '未加入企业', ...(name ? [maskName(name)] : [])]
  return { id: account._id, label: parts.join(' · ') }
}

/**
 * Signs in to one of the accounts that were proven.
 * @throws AppError ACCOUNT_CHOICE_NEEDED with details.accounts [{id, label}] when there are several and none was chosen
 */
export async function signInToConsole(
  c: CommandContext,
  accounts: readonly Account[],
  accountId: string | undefined,
): Promise<ConsoleSignIn> {
  const chosen = accountId ? accounts.filter(({ _id }) => _id === accountId) : accounts
  const [account] = chosen
  if (!account) throw new AppError('LOGIN_FAILED')
  if (chosen.length > 1) {
    const labels = []
    for (const one of chosen) labels.push(await describe(one, c))
    throw new AppError('ACCOUNT_CHOICE_NEEDED', { accounts: labels })
  }
  const { token, expiresAt } = await openSession(c, account)
  return { token, expiresAt: expiresAt.toISOString(), mustChangePassword: account.mustChangePassword }
}
