import fc from 'fast-check'
import type { ClientSession, Collection } from 'mongodb'
import { expect, it } from 'vitest'
import { useMemory } from './support/memory.ts'

const fixture = useMemory()

type Item = { _id: number; n: number }
type State = ReadonlyMap<number, number>

/** What an open transaction may see and has done, by the rules of snapshot isolation. */
type Open = { snapshot: State; begunAt: number; writes: Map<number, number | undefined> }

type Step = {
  who: number
  act: 'put' | 'remove' | 'read' | 'commit' | 'abort' | 'plain put' | 'plain remove'
  key: number
}

/** Committed values, when each was committed last, and what is open. */
class Model {
  committed: Map<number, number> = new Map()
  changedAt = new Map<number, number>()
  now = 0
  open = new Map<number, Open>()

  begun(who: number): Open {
    let open = this.open.get(who)
    if (!open) {
      open = { snapshot: new Map(this.committed), begunAt: this.now, writes: new Map() }
      this.open.set(who, open)
    }
    return open
  }

  seenBy({ snapshot, writes }: Open): Map<number, number> {
    return applied(snapshot, writes)
  }

  isLockedByOther(who: number | undefined, key: number): boolean {
    return [...this.open].some(([other, { writes }]) => other !== who && writes.has(key))
  }

  /** False when the write must fail: another open transaction, or a commit after the snapshot, wrote the key. */
  mayWrite(who: number, key: number): boolean {
    return !this.isLockedByOther(who, key) && (this.changedAt.get(key) ?? 0) <= this.begun(who).begunAt
  }

  commit(writes: Map<number, number | undefined>): void {
    this.now += 1
    this.committed = applied(this.committed, writes)
    for (const key of writes.keys()) this.changedAt.set(key, this.now)
  }
}

function applied(state: State, writes: ReadonlyMap<number, number | undefined>): Map<number, number> {
  const next = new Map(state)
  for (const [key, n] of writes) {
    if (n === undefined) next.delete(key)
    else next.set(key, n)
  }
  return next
}

function sorted(state: State): Item[] {
  return [...state].map(([_id, n]) => ({ _id, n })).sort((a, b) => a.n - b.n)
}

const steps = fc.array(
  fc.record<Step>({
    who: fc.nat(2),
    act: fc.constantFrom(
      'put',
      'put',
      'put',
      'remove',
      'read',
      'read',
      'commit',
      'abort',
      'plain put',
      'plain remove',
    ),
    key: fc.nat(3),
  }),
  { minLength: 5, maxLength: 30 },
)

async function put(items: Collection<Item>, key: number, n: number, session?: ClientSession): Promise<void> {
  await items.updateOne({ _id: key }, { $set: { n } }, { upsert: true, ...(session && { session }) })
}

/** Runs one step on both sides and compares what they answer. */
async function run(
  step: Step,
  n: number,
  model: Model,
  items: Collection<Item>,
  session: ClientSession,
): Promise<void> {
  const { who, act, key } = step
  if (act === 'plain put' || act === 'plain remove') {
    if (model.isLockedByOther(undefined, key)) return
    if (act === 'plain put') await put(items, key, n)
    else await items.deleteOne({ _id: key })
    if (act === 'plain put' || model.committed.has(key)) {
      model.commit(new Map([[key, act === 'plain put' ? n : undefined]]))
    }
    return
  }
  if (act === 'commit' || act === 'abort') {
    const open = model.open.get(who)
    if (!open) return
    model.open.delete(who)
    if (act === 'abort') return session.abortTransaction()
    await session.commitTransaction()
    if (open.writes.size > 0) model.commit(open.writes)
    return
  }
  if (!session.inTransaction()) session.startTransaction()
  const open = model.begun(who)
  if (act === 'read') {
    const seen = sorted(model.seenBy(open))
    expect(await items.find({ n: { $gte: 0 } }, { session, sort: { n: 1 } }).toArray()).toEqual(seen)
    expect(await items.find({}, { session }).toArray()).toHaveLength(seen.length)
    return
  }
  const writes = act === 'put' || model.seenBy(open).has(key)
  const fails = writes && !model.mayWrite(who, key)
  const attempt = act === 'put' ? put(items, key, n, session) : items.deleteOne({ _id: key }, { session })
  if (fails) {
    await expect(attempt).rejects.toMatchObject({ code: 112 })
    model.open.delete(who)
    await session.abortTransaction()
    return
  }
  await attempt
  if (writes) open.writes.set(key, act === 'put' ? n : undefined)
}

it('transactions in any interleaving see and keep what snapshot isolation says', async () => {
  const items = fixture.db.collection<Item>('snapshots')
  await items.createIndex({ n: 1 }, { unique: true })
  let n = 0
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      await items.deleteMany({})
      const model = new Model()
      const sessions = Array.from({ length: 3 }, () => fixture.client.startSession())
      try {
        for (const step of plan) {
          n += 1
          await run(step, n, model, items, sessions[step.who] as ClientSession)
          expect(await items.find({}, { sort: { n: 1 } }).toArray()).toEqual(sorted(model.committed))
        }
      } finally {
        for (const session of sessions) await session.endSession()
      }
    }),
    { numRuns: Number(process.env['LOCALDB_RUNS'] ?? 60) },
  )
  expect(await fixture.db.command({ validate: 'snapshots' })).toMatchObject({ valid: true })
})
