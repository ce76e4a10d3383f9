import { taskKinds } from '@linggong/shared/api/tasks'
import type { StateOf } from '@linggong/shared/states/machine'
import { assignmentMachine, taskMachine } from '@linggong/shared/states/task'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField, stateField } from '../../database/schema.ts'
import type { Sealed } from '../../database/vault.ts'

/** Work published by an enterprise in a project. */
export interface Task {
  _id: string
  /** RW, day and 6 digits: as payout files name it. */
  number: string
  state: StateOf<typeof taskMachine>
  kind: (typeof taskKinds)[number]
  engagementId: string
  enterpriseId: string
  enterpriseName: string
  providerId: string
  providerName: string
  title: string
  description: string
  category: string
  place: string
  /** YYYY-MM-DD. */
  from: string
  to: string
  headCount: number
  /** Assignments that take one of the places: open and completed ones. */
  seats: number
  /** Of one person, fen. */
  commissionMin: number
  commissionMax: number
  pictureIds: string[]
  voucherIds: string[]
  rejectReason: string | null
  /** A payment was confirmed from it: it can be completed, not cancelled. */
  paidFrom: boolean
  createdAt: Date
}

const text = { type: String, required: true } as const
const whole = { type: Number, required: true } as const

const taskSchema = new Schema<Task>(
  {
    _id: idField,
    number: text,
    state: stateField(taskMachine),
    kind: { type: String, enum: taskKinds, required: true },
    engagementId: text,
    enterpriseId: text,
    enterpriseName: text,
    providerId: text,
    providerName: text,
    title: text,
    description: text,
    category: text,
    place: text,
    from: text,
    to: text,
    headCount: whole,
    seats: { type: Number, default: 0 },
    commissionMin: whole,
    commissionMax: whole,
    pictureIds: { type: [String], default: [] },
    voucherIds: { type: [String], default: [] },
    rejectReason: { type: String, default: null },
    paidFrom: { type: Boolean, default: false },
  },
  baseSchemaOptions,
)
taskSchema.index({ number: 1 }, { unique: true })
taskSchema.index({ enterpriseId: 1, createdAt: -1 })
taskSchema.index({ providerId: 1, state: 1, createdAt: -1 })
taskSchema.index({ engagementId: 1, state: 1 })

export const TaskModel = model<Task>('Task', taskSchema, 'tasks')

/** One worker's part of a standard task. */
export interface Assignment {
  _id: string
  state: StateOf<typeof assignmentMachine>
  taskId: string
  enterpriseId: string
  providerId: string
  /** As the enterprise gave them. */
  name: Sealed
  phone: Sealed
  phoneIndex: string
  personId: string | null
  /** Takes a place in the task: false once rejected, cancelled or expired, so that a new one may be made. */
  current: boolean
  reason: string | null
  deliverableIds: string[]
  deliverableNote: string
  createdAt: Date
  updatedAt: Date
}

export const sealedFields = { name: 'assignments.name', phone: 'assignments.phone' } as const

const assignmentSchema = new Schema<Assignment>(
  {
    _id: idField,
    state: stateField(assignmentMachine),
    taskId: text,
    enterpriseId: text,
    providerId: text,
    name: encryptedString({ required: true }),
    phone: encryptedString({ required: true }),
    phoneIndex: text,
    personId: { type: String, default: null },
    current: { type: Boolean, default: true },
    reason: { type: String, default: null },
    deliverableIds: { type: [String], default: [] },
    deliverableNote: { type: String, default: '' },
  },
  baseSchemaOptions,
)
assignmentSchema.index(
  { taskId: 1, phoneIndex: 1 },
  { name: 'one_per_phone', unique: true, partialFilterExpression: { current: true } },
)
assignmentSchema.index(
  { taskId: 1, personId: 1 },
  {
    name: 'one_per_person',
    unique: true,
    partialFilterExpression: { current: true, personId: { $type: 'string' } },
  },
)
assignmentSchema.index({ taskId: 1, state: 1 })
assignmentSchema.index({ personId: 1, state: 1, updatedAt: -1 })
assignmentSchema.index({ phoneIndex: 1, state: 1 })
assignmentSchema.index({ enterpriseId: 1, personId: 1 })

export const AssignmentModel = model<Assignment>('Assignment', assignmentSchema, 'assignments')

/** What a task's QR codes carry; unguessable and revocable. */
export interface Scene {
  _id: string
  taskId: string
  enterpriseId: string
  revoked: boolean
  createdAt: Date
}

const sceneSchema = new Schema<Scene>(
  { _id: text, taskId: text, enterpriseId: text, revoked: { type: Boolean, default: false } },
  baseSchemaOptions,
)
sceneSchema.index({ taskId: 1 }, { unique: true, partialFilterExpression: { revoked: false } })

export const SceneModel = model<Scene>('Scene', sceneSchema, 'scenes')
