import { envelopeKinds } from '@linggong/shared/api/contracts'
import { envelopeMachine } from '@linggong/shared/states/contract'
import type { StateOf } from '@linggong/shared/states/machine'
import { model, Schema } from 'mongoose'
import { appendOnly, baseSchemaOptions, encryptedString, idField, stateField } from '../../database/schema.ts'
import type { Sealed } from '../../database/vault.ts'
import { newId } from '../../ids.ts'

export type EnvelopeKind = (typeof envelopeKinds)[number]

export const partyRoles = ['worker', 'enterprise', 'provider'] as const
export type PartyRole = (typeof partyRoles)[number]

/** What a party must show to sign: an SMS code, a face check. */
export const proofs = ['sms', 'face'] as const
export type Proof = (typeof proofs)[number]

/** handwritten: on a screen · seal: applied by a member · automatic: sealed by the provider's setting · silent: 静默签署. */
export const signingManners = ['handwritten', 'seal', 'automatic', 'silent'] as const
export type SigningManner = (typeof signingManners)[number]

/** One party's signature. */
export interface Signature {
  manner: SigningManner
  at: Date
  /** SHA-256 of the document that was signed, hexadecimal. */
  documentHash: string
  /** The handwriting or the seal as it was then; null for a worker's silent signature. */
  imageFileId: string | null
}

export interface Party {
  role: PartyRole
  organisationId: string | null
  personId: string | null
  name: Sealed
  proof: Proof[]
  signature: Signature | null
}

/** Where a party signs: points from the lower left corner of a page (0-based). */
export interface SigningField {
  role: PartyRole
  page: number
  x: number
  y: number
  width: number
  height: number
}

/** A page as a picture, px. */
export interface PagePicture {
  fileId: string
  width: number
  height: number
}

/** One contract on its way through its signers, in the order of `parties`. */
export interface Envelope {
  _id: string
  /** HT, day and 6 digits: printed on every page. */
  number: string
  state: StateOf<typeof envelopeMachine>
  kind: EnvelopeKind
  title: string
  templateVersion: number
  /** The template's text until the file is made from it. */
  draftText: string | null
  /** JSON of what the text's variables stand for. */
  variables: Sealed
  /** JSON of the key terms, once the file is made. */
  summary: Sealed | null
  providerId: string
  enterpriseId: string | null
  engagementId: string | null
  personId: string | null
  /** YYYY-MM-DD. */
  termFrom: string
  termTo: string
  deadlineAt: Date
  parties: Party[]
  fields: SigningField[]
  /** The document to read and sign. */
  fileId: string | null
  fileHash: string | null
  pages: PagePicture[]
  /** The document with all signatures. */
  resultFileId: string | null
  resultHash: string | null
  resultPages: PagePicture[]
  /** Not ended yet: a worker has one open contract with a provider at most. */
  open: boolean
  createdAt: Date
}

export const sealedFields = {
  variables: 'envelopes.variables',
  summary: 'envelopes.summary',
  partyName: 'envelopes.partyName',
} as const

const text = { type: String, required: true } as const
const optionalText = { type: String, default: null } as const
const whole = { type: Number, required: true } as const

const signatureSchema = new Schema<Signature>(
  {
    manner: { type: String, enum: signingManners, required: true },
    at: { type: Date, required: true },
    documentHash: text,
    imageFileId: optionalText,
  },
  { _id: false },
)

const partySchema = new Schema<Party>(
  {
    role: { type: String, enum: partyRoles, required: true },
    organisationId: optionalText,
    personId: optionalText,
    name: encryptedString({ required: true }),
    proof: { type: [{ type: String, enum: proofs }], default: [] },
    signature: { type: signatureSchema, default: null },
  },
  { _id: false },
)

const fieldSchema = new Schema<SigningField>(
  {
    role: { type: String, enum: partyRoles, required: true },
    page: whole,
    x: whole,
    y: whole,
    width: whole,
    height: whole,
  },
  { _id: false },
)

const pageSchema = new Schema<PagePicture>({ fileId: text, width: whole, height: whole }, { _id: false })

const envelopeSchema = new Schema<Envelope>(
  {
    _id: idField,
    number: text,
    state: stateField(envelopeMachine),
    kind: { type: String, enum: envelopeKinds, required: true },
    title: text,
    templateVersion: whole,
    draftText: optionalText,
    variables: encryptedString({ required: true }),
    summary: { ...encryptedString(), default: null },
    providerId: text,
    enterpriseId: optionalText,
    engagementId: optionalText,
    personId: optionalText,
    termFrom: text,
    termTo: text,
    deadlineAt: { type: Date, required: true },
    parties: { type: [partySchema], required: true },
    fields: { type: [fieldSchema], default: [] },
    fileId: optionalText,
    fileHash: optionalText,
    pages: { type: [pageSchema], default: [] },
    resultFileId: optionalText,
    resultHash: optionalText,
    resultPages: { type: [pageSchema], default: [] },
    open: { type: Boolean, default: true },
  },
  baseSchemaOptions,
)
envelopeSchema.index({ number: 1 }, { unique: true })
envelopeSchema.index(
  { personId: 1, providerId: 1 },
  {
    name: 'one_open_per_worker_and_provider',
    unique: true,
    partialFilterExpression: { open: true, kind: 'worker-provider' },
  },
)
envelopeSchema.index({ personId: 1, providerId: 1, state: 1, termTo: -1 })
envelopeSchema.index({ providerId: 1, createdAt: -1 })
envelopeSchema.index({ enterpriseId: 1, createdAt: -1 })

export const EnvelopeModel = model<Envelope>('Envelope', envelopeSchema, 'envelopes')

export const evidenceKinds = ['opened', 'code-sent', 'signed', 'declined', 'completed'] as const

/** A fact that proves how a contract came about, beside the audit entries of its states. Never changed. */
export interface EnvelopeEvidence {
  _id: string
  envelopeId: string
  kind: (typeof evidenceKinds)[number]
  role: PartyRole | null
  at: Date
  ip: string | null
  device: string | null
  /** Manner of signing, hashes: no personal data. */
  facts: Record<string, unknown>
}

const evidenceSchema = new Schema<EnvelopeEvidence>(
  {
    _id: { type: String, default: newId },
    envelopeId: text,
    kind: { type: String, enum: evidenceKinds, required: true },
    role: { type: String, enum: [...partyRoles, null], default: null },
    at: { type: Date, required: true },
    ip: optionalText,
    device: optionalText,
    facts: { type: Schema.Types.Mixed, default: {} },
  },
  {
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
    autoCreate: false,
  },
)
evidenceSchema.index({ envelopeId: 1, _id: 1 })
appendOnly(evidenceSchema)

export const EnvelopeEvidenceModel = model<EnvelopeEvidence>(
  'EnvelopeEvidence',
  evidenceSchema,
  'envelope_evidence',
)
