import { validContract } from '../../contracts/public.ts'
import { assignmentFor, taskByNumber } from '../../tasks/public.ts'
import { checkPayee, settlementCardOf } from '../../workers/public.ts'
import { ClaimModel, type Claim } from '../models/claim.ts'

export type Task = NonNullable<Awaited<ReturnType<typeof taskByNumber>>>
export type Card = NonNullable<Awaited<ReturnType<typeof settlementCardOf>>>
type Assignment = NonNullable<Awaited<ReturnType<typeof assignmentFor>>>
type Payee = Awaited<ReturnType<typeof checkPayee>>

/** What the checks need to know of the rest of the product. Each question is asked once in the life of one object. */
export interface Facts {
  payee(values: { name: string; idNumber: string; phone: string }): Promise<Payee>
  settlementCard(personId: string): Promise<Card | null>
  hasContract(personId: string): Promise<boolean>
  task(number: string): Promise<Task | null>
  assignment(taskId: string, personId: string): Promise<Assignment | null>
  /** The payment that holds a claim, or null when it is free. */
  claimedBy(key: string): Promise<string | null>
}

/** Remembers answers: many rows ask about the same task or person. */
function once<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (key) => {
    const answer = known.get(key) ?? load(key)
    known.set(key, answer)
    return answer
  }
}

/** The facts as they are now, for payments through one provider. */
export function currentFacts(scope: { providerId: string; at: Date }): Facts {
  const { providerId, at } = scope
  const card = once((personId) => settlementCardOf(personId))
  const contract = once(async (personId) => (await validContract({ personId, providerId, at })) !== null)
  const task = once((number) => taskByNumber(number))
  return {
    payee: (values) => checkPayee(values),
    settlementCard: card,
    hasContract: contract,
    task,
    assignment: (taskId, personId) => assignmentFor({ taskId, personId }),
    claimedBy: async (key) => (await ClaimModel.findById(key).lean<Claim>())?.itemId ?? null,
  }
}
