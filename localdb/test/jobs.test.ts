import { Agenda } from 'agenda'
import { MongoBackend } from '@agendajs/mongo-backend'
import { expect, it } from 'vitest'
import { useMemory } from './support/memory.ts'

const fixture = useMemory()

it('the jobs library runs jobs on localdb, each once, also with two workers', async () => {
  const ran: number[] = []
  const workers = [1, 2].map(() => {
    const agenda = new Agenda({ backend: new MongoBackend({ mongo: fixture.db as never }), processEvery: 50 })
    agenda.define('pay', async (job: { attrs: { data: unknown } }) => {
      ran.push((job.attrs.data as { n: number }).n)
    })
    return agenda
  })
  for (const agenda of workers) await agenda.start()
  for (let n = 0; n < 10; n += 1) await workers[0]?.now('pay', { n })
  await expect.poll(() => ran.length, { timeout: 30_000 }).toBe(10)
  for (const agenda of workers) await agenda.stop()
  expect(ran.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})
