import type { z } from 'zod'
import type { getConsoleMe } from '@linggong/shared/api/console-identity'
import type { zWorkerLogin } from '@linggong/shared/api/worker-login'
import { maskPhone } from '@linggong/shared/rules/mask'
import type { ResponseOf } from '@linggong/shared/api/endpoint'
import type { ConsoleActor } from '../../actor.ts'
import { AppError } from '../../errors.ts'
import { AccountModel, type Account } from './models/account.ts'
import { sealedFields, unsealOptional } from './personal-data.ts'
import { membershipsOf } from './queries/organisations.ts'

export type WorkerLogin = z.output<typeof zWorkerLogin>

/** The signed-in console account: its own name, its phone masked. */
export async function presentConsoleMe(actor: ConsoleActor): Promise<ResponseOf<typeof getConsoleMe>> {
  const account = await AccountModel.findById(actor.accountId).lean<Account>()
  if (!account) throw new AppError('UNAUTHENTICATED')
  const memberships = (await membershipsOf(account._id)).map(({ organisation: { id, kind, name } }) => ({
    organisationId: id,
    kind,
    name,
  }))
  const current = memberships.find(
    ({ organisationId }) => organisationId === actor.membership?.organisationId,
  )
  return {
    accountId: account._id,
    phone: maskPhone(unsealOptional(sealedFields.accountPhone, account.phone) ?? ''),
    name: unsealOptional(sealedFields.accountName, account.name),
    mustChangePassword: account.mustChangePassword,
    organisation: current
      ? {
          id: current.organisationId,
          kind: current.kind,
          name: current.name,
          permissions: [...(actor.membership?.permissions ?? [])],
        }
      : null,
    memberships,
  }
}
