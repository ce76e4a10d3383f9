import { MongoBackend } from '@agendajs/mongo-backend'
import { Agenda } from 'agenda'
import mongoose from 'mongoose'
import type { Services } from '../services.ts'
import { createRunner } from './runner.ts'

const pollEvery = '1 second'
const pollName = 'kernel.poll'
/** A process that died keeps the poll for this long. */
const pollLockMs = 5_000

/** Jobs of this process. */
export interface Scheduler {
  nudge(): void
  stop(): Promise<void>
}

/**
 * Starts the jobs. Agenda wakes the poll of due rows every second in one of the processes and holds the lease
 * of recurring jobs; what is due is known by our own rows alone, and a commit nudges its own process at once.
 */
export async function startScheduler(services: Services): Promise<Scheduler> {
  const runner = createRunner(services)
  const db = mongoose.connection.db
  if (!db) throw new Error('the database is not connected')
  const backend = new MongoBackend({ mongo: db as never, collection: 'agenda_jobs' })
  const agenda = new Agenda({ backend, processEvery: pollEvery, defaultLockLifetime: 60_000 })
  agenda.on('error', (error) => services.logger.error({ err: error }, 'scheduler'))
  agenda.on('fail', (error: Error | string, job: { attrs?: { name?: string } } | object) =>
    services.logger.error(
      { err: error, job: 'attrs' in job ? job.attrs?.name : undefined },
      'recurring job failed',
    ),
  )

  const poll = async (): Promise<void> => {
    await services.clock.refresh()
    runner.nudge()
  }
  agenda.define(pollName, poll, { lockLifetime: pollLockMs })
  for (const { name, handler } of services.jobs.allRecurring()) agenda.define(name, () => handler(services))

  await agenda.start()
  await agenda.every(pollEvery, pollName)
  for (const { name, interval } of services.jobs.allRecurring()) await agenda.every(interval, name)

  return {
    nudge: runner.nudge,
    async stop() {
      await agenda.drain({ timeout: 10_000 })
      await runner.stop()
    },
  }
}
