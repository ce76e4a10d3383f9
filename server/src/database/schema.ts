import { statesOf, type Machine } from '@linggong/shared/states/machine'
import { Schema } from 'mongoose'
import { businessNow } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Sealed } from './vault.ts'

/**
 * Options of every schema: unknown fields are refused in writes and in filters, two saves of the same version
 * collide (VERSION_CONFLICT), `createdAt` and `updatedAt` follow the business clock.
 */
export const baseSchemaOptions = {
  strict: 'throw',
  strictQuery: 'throw',
  optimisticConcurrency: true,
  versionKey: 'version',
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  timestamps: { currentTime: businessNow },
} as const

/** `_id` of a document as a string made by `newId`. */
export const idField = { type: String, default: newId } as const

const part = { type: String, required: true } as const
const sealedSchema = new Schema<Sealed>({ k: part, n: part, c: part }, { _id: false, strict: 'throw' })

/** A text that lies encrypted in the database; written and read through `services.vault`. */
export function encryptedString(options: { required?: boolean } = {}) {
  return { type: sealedSchema, required: options.required ?? false }
}

const subjectSchema = new Schema<{ type: string; id: string }>(
  { type: part, id: part },
  { _id: false, strict: 'throw' },
)

/** A reference to any kind of object, as {type, id}. */
export const subjectField = { type: subjectSchema, required: true } as const

/** The `state` of an aggregate: starts as the machine says and changes only by `transition`. */
export function stateField<State extends string>(machine: Machine<State, string>) {
  return {
    type: String,
    enum: statesOf(machine),
    default: () => machine.initial,
    required: true,
    immutable: true,
  } as const
}

interface Hooked {
  pre(method: RegExp, hook: (this: unknown) => void): unknown
}

function refuseChange(): never {
  throw new Error('this collection is append-only')
}

/** Makes a collection append-only for mongoose: documents can be created and read, nothing else. */
export function appendOnly(schema: Hooked): void {
  schema.pre(/^(update|replace|delete|findOneAnd)/, refuseChange)
  schema.pre(/^save$/, function onlyNew(this: unknown) {
    if (!(this as { isNew: boolean }).isNew) refuseChange()
  })
}
