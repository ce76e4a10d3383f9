import { z } from 'zod'
import { zFenNumber, zId, zPage, zPageOf, zTime } from '../fields.ts'
import { statesOf } from '../states/machine.ts'
import { registrationMachine } from '../states/registration.ts'
import { defineEndpoint } from './endpoint.ts'

/** Workers an enterprise invited, assigned or paid; of a provider, those contracted with it. Phone and ID are masked. */
export const listWorkers = defineEndpoint({
  method: 'GET',
  path: '/api/console/workers',
  summary: '灵工列表',
  caller: 'console',
  permission: 'worker.read',
  query: zPage.extend({ keyword: z.string().trim().max(40).optional() }),
  response: zPageOf(
    z.object({
      id: zId,
      name: z.string(),
      phone: z.string(),
      idNumber: z.string().nullable(),
      registration: z.enum(statesOf(registrationMachine)),
      contracted: z.boolean(),
      /** Paid by (or through) the caller in all, fen. */
      paid: zFenNumber,
      since: zTime,
    }),
  ),
})
