import type { ReachableBy } from '../../notifications/public.ts'
import type { ResolveRecipient } from '../../../services.ts'
import { AccountModel, type Account } from '../models/account.ts'
import { sealedFields, unsealOptional } from '../personal-data.ts'
import { findWorkerByPhone, wechatOfAccount } from './people.ts'

async function waysTo(account: Account | null): Promise<ReachableBy> {
  if (!account) return {}
  const phone = unsealOptional(sealedFields.accountPhone, account.phone)
  const openids = account.kind === 'worker' ? await wechatOfAccount(account._id) : {}
  return { ...openids, ...(phone ? { phone } : {}) }
}

/** WeChat identities and phone of whom a message is for; a bare phone of a worker finds the worker. */
export const reachRecipient: ResolveRecipient = async (_services, to) => {
  if ('accountId' in to) return waysTo(await AccountModel.findById(to.accountId).lean<Account>())
  if ('personId' in to)
    return waysTo(await AccountModel.findOne({ personId: to.personId, kind: 'worker' }).lean<Account>())
  const worker = await findWorkerByPhone(to.phone)
  return worker ? { ...(await wechatOfAccount(worker.accountId)), phone: to.phone } : { phone: to.phone }
}
