import type { WorkerActor } from '../../actor.ts'
import type { Services } from '../../services.ts'

/** How many contracts wait for a person's signature. */
export type CountContracts = (personId: string) => Promise<number>

const counters = new WeakMap<Services, CountContracts>()

/** Lets the module that owns contracts say how many wait for a person. */
export function registerContractsToSign(services: Services, count: CountContracts): void {
  counters.set(services, count)
}

/** Contracts that wait for this worker; nobody without a verified identity has any. */
export async function contractsToSign(services: Services, { personId }: WorkerActor): Promise<number> {
  return personId ? ((await counters.get(services)?.(personId)) ?? 0) : 0
}
