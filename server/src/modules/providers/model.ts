import { invoiceCategories } from '@linggong/shared/api/organisations'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField } from '../../database/schema.ts'
import type { Sealed } from '../../database/vault.ts'

export interface ServiceItem {
  _id: string
  name: string
  invoiceCategory: (typeof invoiceCategories)[number]
  /** Basis points. */
  feeRate: number
  invoiceCutoffDay: number
  /** Fen. */
  minimumInvoice: number
}

/** A provider: its organisation's id is its own. */
export interface Provider {
  _id: string
  name: string
  creditCode: string
  bankAccountNo: string
  adminPhone: Sealed
  autoSeal: boolean
  silentSigning: boolean
  serviceItems: ServiceItem[]
  createdAt: Date
}

export const adminPhoneField = 'providers.adminPhone'

const serviceItemSchema = new Schema<ServiceItem>({
  _id: idField,
  name: { type: String, required: true },
  invoiceCategory: { type: String, enum: invoiceCategories, required: true },
  feeRate: { type: Number, required: true },
  invoiceCutoffDay: { type: Number, required: true },
  minimumInvoice: { type: Number, required: true },
})

const providerSchema = new Schema<Provider>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    creditCode: { type: String, required: true },
    bankAccountNo: { type: String, required: true },
    adminPhone: encryptedString({ required: true }),
    autoSeal: { type: Boolean, default: true },
    silentSigning: { type: Boolean, default: false },
    serviceItems: { type: [serviceItemSchema], default: [] },
  },
  baseSchemaOptions,
)
providerSchema.index({ bankAccountNo: 1 }, { unique: true })
providerSchema.index({ createdAt: -1 })

export const ProviderModel = model<Provider>('Provider', providerSchema, 'providers')
