import type { Bank } from '../bank/index.ts'
import type { Service } from '../http/service.ts'
import { registerBankDesk } from './bank.ts'
import { registerClock } from './clock.ts'
import { registerOverview } from './overview.ts'
import { registerPeople } from './people.ts'

/** The control API of the page and of tests in other processes: /sandbox/api, JSON (docs/control-api.md). */
export function createApi(bank: Bank): Service {
  return {
    register: (router, world) => {
      registerOverview(router, world, bank)
      registerPeople(router, world)
      registerBankDesk(router, world, bank)
      registerClock(router, world)
    },
  }
}
