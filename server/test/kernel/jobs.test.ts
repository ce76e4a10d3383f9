import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import { DueRowModel } from '../../src/jobs/due-row.ts'
import { RetryLater } from '../../src/jobs/registry.ts'
import { runNextDue } from '../../src/jobs/run-due.ts'
import type { Module } from '../../src/module.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { makeNote, moveNote, notePublished, notesModule } from './notes-module.ts'

const actor = systemActor('test')
const second = 1_000
const minute = 60_000

/** What the handlers saw, and what they are told to do. */
const seen: string[] = []
let behave: (key: string) => Promise<void> = async () => undefined

const watching: Module = {
  name: 'watching',
  routes: [],
  register(services) {
    services.jobs.onDue<{ n: number }>('watched', async (_services, payload, row) => {
      seen.push(`${row.key}:${payload.n}`)
      await behave(row.key)
    })
    services.jobs.onEvent(
      notePublished,
      'watching.first',
      async (_services, event) => void seen.push(`first ${event.payload.noteId}`),
    )
    services.jobs.onEvent(notePublished, 'watching.second', async (_services, event) => {
      await behave('second')
      seen.push(`second ${event.id}`)
    })
  },
}

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ modules: [notesModule, watching] })
})
afterAll(() => server.stop())
beforeEach(async () => {
  seen.length = 0
  behave = async () => undefined
  await DueRowModel.deleteMany({})
})

function ask(key: string, afterMs: number, n = 1): Promise<void> {
  return runCommand(server.services, actor, async (c) =>
    c.due({ kind: 'watched', key, dueAt: new Date(c.now.getTime() + afterMs), payload: { n } }),
  )
}

async function publish(): Promise<string> {
  const id = await makeNote(server.services)
  await runCommand(server.services, actor, (c) => moveNote(c, id, 'publish'))
  return id
}

describe('what is due', () => {
  it('is done when its time has come, in the order of its times, once', async () => {
    await ask('later', 2 * minute)
    await ask('sooner', minute)
    expect(await server.drain()).toEqual([])
    await server.clock.advance(2 * minute)
    expect(await server.drain()).toMatchObject([
      { key: 'sooner', result: 'done' },
      { key: 'later', result: 'done' },
    ])
    expect(await server.drain()).toEqual([])
    expect(seen).toEqual(['sooner:1', 'later:1'])
  })

  it('comes back after the time its handler asks for, and that is no failure', async () => {
    await ask('k', 0)
    behave = async () => {
      throw new RetryLater(30 * minute)
    }
    expect(await server.drain()).toMatchObject([{ result: 'later' }])
    await server.clock.advance(29 * minute)
    expect(await server.drain()).toEqual([])
    behave = async () => undefined
    await server.clock.advance(minute)
    expect(await server.drain()).toMatchObject([{ result: 'done' }])
    expect(await DueRowModel.findOne({ key: 'k' }).lean()).toMatchObject({ state: 'done', attempts: 1 })
  })

  it('is tried again, ever later, when its handler fails, and given up in the end', async () => {
    await ask('k', 0)
    behave = async () => {
      throw new Error('卡号 6222020000001234567 不通')
    }
    const results: string[] = []
    for (let run = 0; run < 12; run++) {
      results.push(...(await server.drain()).map(({ result }) => result))
      await server.clock.advance(10 * minute)
    }
    expect(results).toEqual([...Array.from({ length: 11 }, () => 'failed'), 'dead'])
    expect(await server.drain()).toEqual([])
    expect(await server.services.metrics.registry.getSingleMetricAsString('due_rows_dead_total')).toContain(
      'kind="watched"} 1',
    )
    expect(server.logs.join('')).not.toContain('6222020000001234567')
  })

  it('waits two seconds after its first failure and four after its second', async () => {
    await ask('k', 0)
    behave = async () => {
      throw new Error('no')
    }
    await server.drain()
    const dueIn = async () =>
      ((await DueRowModel.findOne({ key: 'k' }).lean())?.dueAt.getTime() ?? 0) -
      server.services.clock.now().getTime()
    expect(await dueIn()).toBeLessThanOrEqual(2 * second)
    await server.clock.advance(2 * second)
    await server.drain()
    expect(await dueIn()).toBeGreaterThan(2 * second)
    expect(await dueIn()).toBeLessThanOrEqual(4 * second)
  })

  it('is done by one of many workers that look at once', async () => {
    for (let n = 0; n < 5; n++) await ask(`k${n}`, 0)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => runNextDue(server.services)))
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(5)
    expect(seen.toSorted()).toEqual(['k0:1', 'k1:1', 'k2:1', 'k3:1', 'k4:1'])
  })

  it('is done by another when the lease of one that died has ended, and not before', async () => {
    await ask('k', 0)
    await DueRowModel.updateOne(
      { key: 'k' },
      { $set: { owner: 'dead', lockedUntil: new Date(Date.now() + minute) } },
    )
    expect(await server.drain()).toEqual([])
    await DueRowModel.updateOne({ key: 'k' }, { $set: { lockedUntil: new Date(Date.now() - 1) } })
    expect(await server.drain()).toMatchObject([{ key: 'k', result: 'done' }])
  })

  it('stays with whoever took it over when the first one ends late', async () => {
    await ask('k', 0)
    behave = async () =>
      void (await DueRowModel.updateOne(
        { key: 'k' },
        { $set: { owner: 'another', lockedUntil: new Date(Date.now() + minute) } },
      ))
    await server.drain()
    expect(await DueRowModel.findOne({ key: 'k' }).lean()).toMatchObject({ state: 'open', owner: 'another' })
  })

  it('of a kind nobody here knows is left for others', async () => {
    await runCommand(server.services, actor, async (c) =>
      c.due({ kind: 'unknown', key: 'k', dueAt: c.now, payload: {} }),
    )
    expect(await server.drain()).toEqual([])
    expect(await DueRowModel.findOne({ kind: 'unknown' }).lean()).toMatchObject({
      state: 'open',
      attempts: 0,
    })
  })
})

describe('an event', () => {
  it('reaches every consumer', async () => {
    const id = await publish()
    await server.drain()
    expect(seen).toContain(`first ${id}`)
    expect(seen.filter((line) => line.startsWith('second'))).toHaveLength(1)
  })

  it('reaches the others although one consumer fails, and that one later', async () => {
    behave = async () => {
      throw new Error('no')
    }
    const id = await publish()
    expect((await server.drain()).map(({ result }) => result).toSorted()).toEqual(['done', 'failed'])
    expect(seen).toEqual([`first ${id}`])
    behave = async () => undefined
    await server.clock.advance(2 * second)
    expect(await server.drain()).toMatchObject([{ kind: 'event:watching.second', result: 'done' }])
  })
})
