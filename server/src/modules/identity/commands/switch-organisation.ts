import type { ConsoleActor } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { AccountModel } from '../models/account.ts'
import { MemberModel } from '../models/organisation.ts'
import { SessionModel } from '../models/session.ts'

/** The session acts for another organisation of its account from now on. @throws AppError NOT_FOUND */
export async function switchOrganisation(
  c: CommandContext,
  actor: ConsoleActor,
  organisationId: string,
): Promise<void> {
  const { accountId, sessionId } = actor
  const member = await MemberModel.exists({ organisationId, accountId, removedAt: null }).session(c.session)
  if (!member) throw new AppError('NOT_FOUND')
  await SessionModel.updateOne({ _id: sessionId }, { $set: { organisationId } }, { session: c.session })
  await AccountModel.updateOne(
    { _id: accountId },
    { $set: { lastOrganisationId: organisationId } },
    { session: c.session },
  )
  c.audit({
    action: 'session.switch',
    subject: { type: 'organisation', id: organisationId },
    after: { sessionId },
  })
}
