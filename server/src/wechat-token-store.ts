import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { model, Schema } from 'mongoose'
import { encryptedString } from './database/schema.ts'
import type { Sealed, Vault } from './database/vault.ts'
import type { StoredToken, TokenName, TokenStore } from './gateways/wechat/port.ts'

const lockMs = 15_000
const tokenField = 'wechat_tokens.token'

/** One access token of WeChat, shared by all processes; real time. */
interface TokenRow {
  _id: string
  token: Sealed | null
  lockedUntil: Date
  owner: string | null
}

const schema = new Schema<TokenRow>(
  {
    _id: { type: String, required: true },
    token: { ...encryptedString(), default: null },
    lockedUntil: { type: Date, default: () => new Date(0) },
    owner: { type: String, default: null },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)

export const TokenRowModel = model<TokenRow>('WechatToken', schema, 'wechat_tokens')

async function lock(id: string, owner: string): Promise<boolean> {
  const now = Date.now()
  const taken = await TokenRowModel.updateOne(
    { _id: id, lockedUntil: { $lt: new Date(now) } },
    { $set: { owner, lockedUntil: new Date(now + lockMs) } },
  )
  return taken.modifiedCount === 1
}

/** Keeps a token in the database, encrypted, and lets one process at a time fetch a new one. */
export function createTokenStore(vault: Vault, id: TokenName): TokenStore {
  return {
    async load() {
      const row = await TokenRowModel.findById(id).lean<TokenRow>()
      return row?.token ? (JSON.parse(vault.decryptField(tokenField, row.token)) as StoredToken) : null
    },
    async save(token) {
      const sealed = vault.encryptField(tokenField, JSON.stringify(token))
      await TokenRowModel.updateOne({ _id: id }, { $set: { token: sealed } }, { upsert: true })
    },
    async withLock(fn) {
      const owner = randomUUID()
      await TokenRowModel.updateOne(
        { _id: id },
        { $setOnInsert: { token: null, lockedUntil: new Date(0), owner: null } },
        { upsert: true },
      )
      while (!(await lock(id, owner))) await sleep(50 + Math.random() * 100)
      try {
        return await fn()
      } finally {
        await TokenRowModel.updateOne({ _id: id, owner }, { $set: { owner: null, lockedUntil: new Date(0) } })
      }
    },
  }
}
