import type { ClientSession } from 'mongoose'
import { AppError } from '../../errors.ts'
import { subLedgerOf } from '../engagements/public.ts'
import type { Place } from '../ledger/public.ts'

/** The bank accounts of an engagement. @throws AppError SUBLEDGER_REQUIRED while its sub-ledger is not open */
export async function placeOfEngagement(engagementId: string, session?: ClientSession): Promise<Place> {
  const subLedger = await subLedgerOf(engagementId, session)
  if (subLedger?.state !== 'open' || !subLedger.accountNo) throw new AppError('SUBLEDGER_REQUIRED')
  const { providerId, accountNo, providerAccountNo } = subLedger
  return { engagementId, providerId, subAccountNo: accountNo, providerAccountNo }
}
