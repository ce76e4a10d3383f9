import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { AccountModel } from '../models/account.ts'
import { PersonModel, type Person } from '../models/person.ts'
import { idNumberIndexOf, seal, sealedFields } from '../personal-data.ts'
import { loadWorkerAccount } from './sign-in-worker.ts'

/** The person of this ID number, made when there is none. */
async function personOf(c: CommandContext, name: string, idNumber: string): Promise<string> {
  const idIndex = idNumberIndexOf(idNumber)
  const known = await PersonModel.findOne({ idIndex }).session(c.session).lean<Person>()
  if (known) return known._id
  const [person] = await PersonModel.create(
    [
      {
        name: seal(sealedFields.personName, name),
        idNumber: seal(sealedFields.personIdNumber, idNumber),
        idIndex,
        verifiedAt: c.now,
        verifiedBy: 'four-factor',
      },
    ],
    { session: c.session },
  )
  if (!person) throw new Error('the person was not stored')
  c.audit({
    action: 'person.verify',
    subject: { type: 'person', id: person._id },
    after: { by: 'four-factor' },
  })
  return person._id
}

/**
 * Gives a worker account the identity that was just verified for it: an ID number is one person, and a person
 * has one worker account.
 * @throws AppError IDENTITY_TAKEN when another account has this person
 */
export async function registerIdentity(
  c: CommandContext,
  input: { accountId: string; name: string; idNumber: string },
): Promise<string> {
  const account = await loadWorkerAccount(c, input.accountId)
  const personId = await personOf(c, input.name, input.idNumber.toUpperCase())
  if (account.personId === personId) return personId
  const other = await AccountModel.exists({ kind: 'worker', personId }).session(c.session)
  if (other || account.personId) throw new AppError('IDENTITY_TAKEN')

  await AccountModel.updateOne({ _id: account._id }, { $set: { personId } }, { session: c.session })
  c.audit({ action: 'account.identify', subject: { type: 'account', id: account._id }, after: { personId } })
  return personId
}
