import { defineEvent } from '../../events.ts'

interface AboutTask {
  taskId: string
  enterpriseId: string
  providerId: string
}

interface AboutAssignment extends AboutTask {
  assignmentId: string
  personId: string | null
}

export const taskApproved = defineEvent<AboutTask>('task.approved')

/** Completed or cancelled: its open assignments are cancelled. */
export const taskEnded = defineEvent<AboutTask>('task.ended')

export const assignmentAssigned = defineEvent<AboutAssignment>('assignment.assigned')
export const assignmentAccepted = defineEvent<AboutAssignment>('assignment.accepted')
export const assignmentCompleted = defineEvent<AboutAssignment>('assignment.completed')
export const assignmentCancelled = defineEvent<AboutAssignment>('assignment.cancelled')
