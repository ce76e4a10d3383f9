import { model, Schema } from 'mongoose'
import { baseSchemaOptions } from '../../../database/schema.ts'

/** A message of the Official Account that was handled; kept for a day of real time to refuse repeats. */
export interface HandledMessage {
  _id: string
  at: Date
}

const messageSchema = new Schema<HandledMessage>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { ...baseSchemaOptions, timestamps: false },
)
messageSchema.index({ at: 1 }, { expireAfterSeconds: 24 * 60 * 60 })

export const HandledMessageModel = model<HandledMessage>('HandledMessage', messageSchema, 'wechat_messages')

/** The Official Account's menu as it was last created. */
export interface CreatedMenu {
  _id: string
  hash: string
}

const menuSchema = new Schema<CreatedMenu>(
  { _id: { type: String, required: true }, hash: { type: String, required: true } },
  { ...baseSchemaOptions, optimisticConcurrency: false },
)

export const CreatedMenuModel = model<CreatedMenu>('CreatedMenu', menuSchema, 'wechat_menus')
