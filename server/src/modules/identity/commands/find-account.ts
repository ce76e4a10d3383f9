import type { ClientSession } from 'mongoose'
import { AccountModel, type Account } from '../models/account.ts'
import { phoneIndexOf } from '../personal-data.ts'

/** The worker account on a phone. */
export async function workerOnPhone(phone: string, session?: ClientSession): Promise<Account | null> {
  return AccountModel.findOne({ kind: 'worker', phoneIndex: phoneIndexOf(phone) })
    .session(session ?? null)
    .lean<Account>()
}

/** The console accounts on a phone, the oldest first. */
export async function consoleAccountsOnPhone(phone: string, session?: ClientSession): Promise<Account[]> {
  return AccountModel.find({ kind: 'console', phoneIndex: phoneIndexOf(phone) })
    .sort({ _id: 1 })
    .session(session ?? null)
    .lean<Account[]>()
}
