import type { Module } from '../../module.ts'
import { serveFile } from './serve-file.ts'
import { sweepOrphans } from './sweep-orphans.ts'

export const filesModule: Module = {
  name: 'files',
  routes: [],
  mount: (router, services) => void router.get('/files/:id', serveFile(services)),
  register(services) {
    services.jobs.recurring('files.sweep-orphans', '6 hours', async () => void (await sweepOrphans(services)))
  },
}
