import { randomUUID } from 'node:crypto'
import type { Services } from '../services.ts'
import { DueRowModel, type DueRow } from './due-row.ts'
import { RetryLater } from './registry.ts'

const leaseMs = 60_000
const maxAttempts = 12
const firstBackOffMs = 2_000
const maxBackOffMs = 10 * 60_000

/** What became of one row. */
export interface DueOutcome {
  kind: string
  key: string
  result: 'done' | 'later' | 'failed' | 'dead'
  error?: unknown
}

/** Takes the earliest row that is due and free, for one minute of real time. */
async function lease(services: Services, owner: string): Promise<DueRow | null> {
  return DueRowModel.findOneAndUpdate(
    {
      state: 'open',
      dueAt: { $lte: services.clock.now() },
      lockedUntil: { $lt: new Date() },
      kind: { $in: services.jobs.kinds() },
    },
    { $set: { owner, lockedUntil: new Date(Date.now() + leaseMs) }, $inc: { attempts: 1 } },
    { sort: { dueAt: 1, _id: 1 }, returnDocument: 'after' },
  ).lean<DueRow>()
}

/** Gives the row back as `change` says, unless the lease was lost to another worker. */
async function settle(row: DueRow, owner: string, change: Partial<DueRow>): Promise<void> {
  await DueRowModel.updateOne(
    { _id: row._id, owner },
    { $set: { ...change, owner: null, lockedUntil: new Date(0) } },
  )
}

function backOffMs(attempts: number): number {
  return Math.min(firstBackOffMs * 2 ** (attempts - 1), maxBackOffMs)
}

async function fail(services: Services, row: DueRow, owner: string, error: unknown): Promise<DueOutcome> {
  const dead = row.attempts >= maxAttempts
  const lastError = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown'
  const dueAt = new Date(services.clock.now().getTime() + backOffMs(row.attempts))
  await settle(row, owner, dead ? { state: 'dead', lastError } : { dueAt, lastError })
  const facts = { kind: row.kind, key: row.key, attempts: row.attempts, err: error }
  if (dead) {
    services.metrics.deadRows.inc({ kind: row.kind })
    services.logger.error(facts, 'due row given up')
  } else {
    services.logger.warn(facts, 'due row failed, will be tried again')
  }
  return { kind: row.kind, key: row.key, result: dead ? 'dead' : 'failed', error }
}

async function run(services: Services, row: DueRow, owner: string): Promise<DueOutcome> {
  const handler = services.jobs.handlerOf(row.kind)
  if (!handler) throw new Error(`no handler for due rows of kind ${row.kind}`)
  const heartbeat = setInterval(() => {
    void DueRowModel.updateOne(
      { _id: row._id, owner },
      { $set: { lockedUntil: new Date(Date.now() + leaseMs) } },
    ).catch((error: unknown) => services.logger.warn({ err: error, kind: row.kind }, 'lease not renewed'))
  }, leaseMs / 3)
  try {
    await handler(services, row.payload, row)
    await settle(row, owner, { state: 'done', doneAt: services.clock.now(), lastError: null })
    return { kind: row.kind, key: row.key, result: 'done' }
  } catch (error) {
    if (!(error instanceof RetryLater)) return await fail(services, row, owner, error)
    const dueAt = new Date(services.clock.now().getTime() + error.afterMs)
    await settle(row, owner, { dueAt, attempts: row.attempts - 1 })
    return { kind: row.kind, key: row.key, result: 'later' }
  } finally {
    clearInterval(heartbeat)
  }
}

/**
 * Runs the earliest row that is due now, or answers null when there is none. A crash at any point leaves the
 * row leased: it runs again when the lease ends. `onLeased` is called when a row was found, before it runs.
 */
export async function runNextDue(services: Services, onLeased?: () => void): Promise<DueOutcome | null> {
  const owner = randomUUID()
  const row = await lease(services, owner)
  if (!row) return null
  onLeased?.()
  return run(services, row, owner)
}

/** Runs all that is due now, one after the other, and what that makes due, to the end. */
export async function drain(services: Services): Promise<DueOutcome[]> {
  const outcomes: DueOutcome[] = []
  for (;;) {
    const outcome = await runNextDue(services)
    if (!outcome) return outcomes
    outcomes.push(outcome)
  }
}
