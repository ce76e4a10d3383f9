import type { OrganisationKind } from '@linggong/shared/permissions'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { OrganisationModel } from '../models/organisation.ts'

/** A new organisation with verified data. @throws AppError ORGANISATION_EXISTS for a second one of the same credit code */
export async function createOrganisation(
  c: CommandContext,
  input: { kind: OrganisationKind; name: string; creditCode: string; data?: Record<string, unknown> },
): Promise<string> {
  const { kind, name, creditCode, data = {} } = input
  if (await OrganisationModel.exists({ creditCode }).session(c.session))
    throw new AppError('ORGANISATION_EXISTS')
  const [organisation] = await OrganisationModel.create([{ kind, name, creditCode, data }], {
    session: c.session,
  })
  if (!organisation) throw new Error('the organisation was not stored')
  c.audit({
    action: 'organisation.create',
    subject: { type: 'organisation', id: organisation._id },
    after: { kind, name },
  })
  return organisation._id
}
