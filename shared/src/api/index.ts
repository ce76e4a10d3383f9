import * as consoleIdentity from './console-identity.ts'
import * as contracts from './contracts.ts'
import type { Endpoint } from './endpoint.ts'
import * as engagements from './engagements.ts'
import * as organisations from './organisations.ts'
import * as payouts from './payouts.ts'
import * as publicApi from './public.ts'
import * as tasks from './tasks.ts'
import * as workerIncome from './worker-income.ts'
import * as workerLogin from './worker-login.ts'
import * as workerRegistration from './worker-registration.ts'
import * as workerTasks from './worker-tasks.ts'
import * as workersConsole from './workers-console.ts'

function endpointsOf(module: Record<string, unknown>): [string, Endpoint][] {
  return Object.entries(module).filter((entry): entry is [string, Endpoint] => {
    const value = entry[1]
    return (
      typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'caller' in value
    )
  })
}

/** Every endpoint of the product by its name: for the router, /openapi.json and tests that go over all of them. */
export const allEndpoints: ReadonlyMap<string, Endpoint> = new Map(
  [
    publicApi,
    workerLogin,
    workerRegistration,
    workerTasks,
    contracts,
    workerIncome,
    consoleIdentity,
    organisations,
    engagements,
    tasks,
    workersConsole,
    payouts,
  ].flatMap(endpointsOf),
)
