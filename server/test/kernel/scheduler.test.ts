import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import { DueRowModel } from '../../src/jobs/due-row.ts'
import type { Module } from '../../src/module.ts'
import { startTestServer, type TestServer } from '../harness.ts'

const seen: string[] = []
let rounds = 0

const working: Module = {
  name: 'working',
  routes: [],
  register(services) {
    services.jobs.onDue('worked', async (_services, _payload, row) => void seen.push(row.key))
    services.jobs.recurring('working.round', '1 second', async () => void rounds++)
  },
}

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ modules: [working], jobs: true })
})
afterAll(() => server.stop())

const patience = { timeout: 30_000, interval: 100 }

describe('the background', () => {
  it('does at once what a commit made due', async () => {
    await runCommand(server.services, systemActor('test'), async (c) => {
      for (const key of ['a', 'b', 'c', 'd', 'e', 'f'])
        c.due({ kind: 'worked', key, dueAt: c.now, payload: {} })
    })
    await expect.poll(() => seen.toSorted().join(''), patience).toBe('abcdef')
  })

  it('finds by its poll what another process wrote, and follows a clock another process moved', async () => {
    const dueAt = new Date(Date.now() + 3_600_000)
    await DueRowModel.create({ kind: 'worked', key: 'far', dueAt, payload: {} })
    const clock = mongoose.connection.collection<{ _id: string; offsetMs: number }>('clock')
    await clock.updateOne({ _id: 'business' }, { $set: { offsetMs: 3_700_000 } }, { upsert: true })
    await expect.poll(() => seen.includes('far'), patience).toBe(true)
  })

  it('runs what recurs', async () => {
    await expect.poll(() => rounds, patience).toBeGreaterThan(1)
  })
})
