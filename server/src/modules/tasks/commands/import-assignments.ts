import { runCommand } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import type { Actor } from '../../../actor.ts'
import type { Services } from '../../../services.ts'
import type { AssignmentRow } from '../sheet/assignment-sheet.ts'
import { assignWorker, requireAssignable } from './assign-worker.ts'

const chunkRows = 100

export interface ImportResult {
  assigned: number
  errors: { row: number; name: string; reason: string }[]
}

/**
 * Assigns the good rows of a file, 100 in a transaction, and names every bad one. A file sent again assigns nobody
 * twice: who has an open assignment is named as such.
 */
export async function importAssignments(
  services: Services,
  actor: Actor,
  { taskId, rows }: { taskId: string; rows: AssignmentRow[] },
): Promise<ImportResult> {
  const result: ImportResult = { assigned: 0, errors: [] }
  await runCommand(services, actor, (c) => requireAssignable(c, taskId))
  for (let start = 0; start < rows.length; start += chunkRows) {
    const chunk = rows.slice(start, start + chunkRows)
    const part = await runCommand(services, actor, async (c) => {
      const task = await requireAssignable(c, taskId)
      const done: ImportResult = { assigned: 0, errors: [] }
      for (const { row, name, phone, problem } of chunk) {
        try {
          if (problem) throw new AppError('FILE_CONTENT', { reason: problem })
          await assignWorker(c, { task, name, phone })
          done.assigned += 1
        } catch (error) {
          // A refusal is found before anything of its row was written, so the transaction goes on with the next row.
          if (!(error instanceof AppError)) throw error
          done.errors.push({ row, name, reason: error.message })
        }
      }
      return done
    })
    result.assigned += part.assigned
    result.errors.push(...part.errors)
  }
  return result
}
