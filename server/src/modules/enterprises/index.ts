import { runCommand } from '../../command.ts'
import { systemActor } from '../../actor.ts'
import type { Module } from '../../module.ts'
import { faceCheckPassed } from '../identity/public.ts'
import { createSeal } from '../providers/public.ts'
import { getEnterprise } from './public.ts'
import { routes } from './routes.ts'

export const enterprisesModule: Module = {
  name: 'enterprises',
  routes,
  register(services) {
    services.jobs.onEvent(faceCheckPassed, 'enterprises.open-seal', async (running, { payload }) => {
      if (payload.purpose !== 'seal') return
      const { id, name } = await getEnterprise(running, payload.subjectId)
      await runCommand(running, systemActor('open-seal'), (c) => createSeal(c, { organisationId: id, name }))
    })
  },
}
