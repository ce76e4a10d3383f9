import type { ClientSession } from 'mongoose'
import { AppError } from '../../../errors.ts'
import { AccountModel, type Account } from '../models/account.ts'
import { PersonModel, type Person } from '../models/person.ts'
import { WechatIdentityModel, type WechatIdentity } from '../models/wechat-identity.ts'
import { idNumberIndexOf, phoneIndexOf, sealedFields, unseal, unsealOptional } from '../personal-data.ts'

/** A verified person, decrypted: personal data, never logged and never put into events. */
export interface PersonView {
  id: string
  name: string
  idNumber: string
  /** Of the worker account; null when the person has none. */
  phone: string | null
  verifiedAt: Date
}

export interface AccountView {
  id: string
  kind: Account['kind']
  phone: string | null
  name: string | null
  personId: string | null
  scene: string | null
  mustChangePassword: boolean
  createdAt: Date
}

async function view(person: Person, session?: ClientSession): Promise<PersonView> {
  const account = await AccountModel.findOne({ personId: person._id, kind: 'worker' })
    .session(session ?? null)
    .lean<Account>()
  return {
    id: person._id,
    name: unseal(sealedFields.personName, person.name),
    idNumber: unseal(sealedFields.personIdNumber, person.idNumber),
    phone: unsealOptional(sealedFields.accountPhone, account?.phone ?? null),
    verifiedAt: person.verifiedAt,
  }
}

/** @throws AppError NOT_FOUND */
export async function getPerson(personId: string, session?: ClientSession): Promise<PersonView> {
  const person = await PersonModel.findById(personId)
    .session(session ?? null)
    .lean<Person>()
  if (!person) throw new AppError('NOT_FOUND')
  return view(person, session)
}

/** Several persons at once, by id; unknown ids are left out. */
export async function getPeople(
  personIds: readonly string[],
  session?: ClientSession,
): Promise<Map<string, PersonView>> {
  const people = await PersonModel.find({ _id: { $in: personIds } })
    .session(session ?? null)
    .lean<Person[]>()
  const accounts = await AccountModel.find({ personId: { $in: personIds }, kind: 'worker' })
    .session(session ?? null)
    .lean<Account[]>()
  const phones = new Map(accounts.map(({ personId, phone }) => [personId, phone]))
  return new Map(
    people.map((person) => [
      person._id,
      {
        id: person._id,
        name: unseal(sealedFields.personName, person.name),
        idNumber: unseal(sealedFields.personIdNumber, person.idNumber),
        phone: unsealOptional(sealedFields.accountPhone, phones.get(person._id) ?? null),
        verifiedAt: person.verifiedAt,
      },
    ]),
  )
}

export async function findVerifiedPerson(
  { idNumber }: { idNumber: string },
  session?: ClientSession,
): Promise<PersonView | null> {
  const person = await PersonModel.findOne({ idIndex: idNumberIndexOf(idNumber) })
    .session(session ?? null)
    .lean<Person>()
  return person ? view(person, session) : null
}

/** The worker on a phone; `personId` and `name` are null until the identity is verified. */
export async function findWorkerByPhone(
  phone: string,
  session?: ClientSession,
): Promise<{ accountId: string; personId: string | null; name: string | null } | null> {
  const account = await AccountModel.findOne({ kind: 'worker', phoneIndex: phoneIndexOf(phone) })
    .session(session ?? null)
    .lean<Account>()
  if (!account) return null
  const person = account.personId
    ? await PersonModel.findById(account.personId)
        .session(session ?? null)
        .lean<Person>()
    : null
  return {
    accountId: account._id,
    personId: account.personId,
    name: person ? unseal(sealedFields.personName, person.name) : null,
  }
}

/** @throws AppError NOT_FOUND */
export async function getAccount(id: string, session?: ClientSession): Promise<AccountView> {
  const account = await AccountModel.findById(id)
    .session(session ?? null)
    .lean<Account>()
  if (!account) throw new AppError('NOT_FOUND')
  return {
    id: account._id,
    kind: account.kind,
    phone: unsealOptional(sealedFields.accountPhone, account.phone),
    name: unsealOptional(sealedFields.accountName, account.name),
    personId: account.personId,
    scene: account.scene,
    mustChangePassword: account.mustChangePassword,
    createdAt: account.createdAt,
  }
}

/** The worker account of a person. */
export async function workerAccountOf(
  personId: string,
  session?: ClientSession,
): Promise<AccountView | null> {
  const account = await AccountModel.exists({ kind: 'worker', personId }).session(session ?? null)
  return account ? getAccount(account._id, session) : null
}

/** The newest openids of a worker account. */
export async function wechatOfAccount(accountId: string): Promise<{ oaOpenid?: string; mpOpenid?: string }> {
  const identities = await WechatIdentityModel.find({ accountId })
    .sort({ updatedAt: -1 })
    .lean<WechatIdentity[]>()
  const oa = identities.find(({ app }) => app === 'oa')
  const mp = identities.find(({ app }) => app === 'mp')
  return { ...(oa ? { oaOpenid: oa.openid } : {}), ...(mp ? { mpOpenid: mp.openid } : {}) }
}

/** The newest openids of a person. */
export async function wechatOf(personId: string): Promise<{ oaOpenid?: string; mpOpenid?: string }> {
  const account = await AccountModel.findOne({ kind: 'worker', personId }).lean<Account>()
  return account ? wechatOfAccount(account._id) : {}
}
