import type { ClientSession } from 'mongoose'
import { MemberModel, OrganisationModel, type Member, type Organisation } from '../models/organisation.ts'

export interface OrganisationView {
  id: string
  kind: Organisation['kind']
  name: string
  creditCode: string
  data: Record<string, unknown>
}

function view({ _id, kind, name, creditCode, data }: Organisation): OrganisationView {
  return { id: _id, kind, name, creditCode, data }
}

export async function getOrganisation(id: string, session?: ClientSession): Promise<OrganisationView | null> {
  const row = await OrganisationModel.findById(id)
    .session(session ?? null)
    .lean<Organisation>()
  return row ? view(row) : null
}

/** The organisation of a unified social credit code; there is one at most. */
export async function findOrganisationByCreditCode(
  creditCode: string,
  session?: ClientSession,
): Promise<OrganisationView | null> {
  const row = await OrganisationModel.findOne({ creditCode })
    .session(session ?? null)
    .lean<Organisation>()
  return row ? view(row) : null
}

/** Accounts of the administrators of an organisation, the first one first. */
export async function organisationAdmins(organisationId: string, session?: ClientSession): Promise<string[]> {
  const members = await MemberModel.find({ organisationId, role: 'administrator', removedAt: null })
    .sort({ _id: 1 })
    .session(session ?? null)
    .lean<Member[]>()
  return members.map(({ accountId }) => accountId)
}

/** The organisations an account belongs to, the first one first. */
export async function membershipsOf(
  accountId: string,
): Promise<{ memberId: string; organisation: OrganisationView }[]> {
  const members = await MemberModel.find({ accountId, removedAt: null }).sort({ _id: 1 }).lean<Member[]>()
  const ids = members.map(({ organisationId }) => organisationId)
  const rows = await OrganisationModel.find({ _id: { $in: ids } }).lean<Organisation[]>()
  return members.flatMap((member) => {
    const row = rows.find(({ _id }) => _id === member.organisationId)
    return row ? [{ memberId: member._id, organisation: view(row) }] : []
  })
}
