import type { Module } from '../../module.ts'
import { idCardReminderDue } from './commands/finish-registration.ts'
import { followWorkers } from './link-workers.ts'
import { remindIdCard } from './remind-id-card.ts'
import { workerRoutes } from './routes.ts'

/** Workers: registration, cards, identity card photos, and the list of workers for organisations. */
export const workersModule: Module = {
  name: 'workers',
  routes: workerRoutes,
  register({ jobs }) {
    jobs.onDue(idCardReminderDue, remindIdCard)
    followWorkers(jobs)
  },
}
