import { MongoClient } from 'mongodb'
import { startChild } from './child.ts'
import { count, newCounter, retry, type Counter } from './counters.ts'

type Result = {
  acknowledged: number
  missing: string[]
  /** Retryable writes sent by each client, and how many were applied when the last one was sent again. */
  retried: { sent: number; applied: unknown }[]
}

/**
 * Starts the program, writes from many clients, kills it without warning after some milliseconds, starts it again
 * and looks for every write that had been acknowledged. An index is built and dropped
 * all the while. Retryable writes are sent again after the restart.
 */
export async function killRound(dir: string, round: number, afterMs: number): Promise<Result> {
  const child = await startChild(dir)
  const client = await MongoClient.connect(child.uri, { retryWrites: false, serverSelectionTimeoutMS: 2000 })
  const items = client
    .db('kill')
    .collection<{ _id: string; n: number; group: number; changed?: boolean }>('items')
  await items.createIndex({ n: 1 }, { unique: true })
  await items.createIndex({ group: 1, changed: 1 })
  const acknowledged: string[] = []
  const changed: string[] = []
  const clients = { running: true }
  const writer = async (worker: number): Promise<void> => {
    for (let i = 0; clients.running; i += 1) {
      const _id = `${round}-${worker}-${i}`
      try {
        await items.insertOne({ _id, n: (round * 64 + worker) * 1_000_000 + i, group: i % 7 })
        acknowledged.push(_id)
        if (i % 3 === 0) {
          await items.updateOne({ _id }, { $set: { changed: true } })
          changed.push(_id)
        }
      } catch {
        return
      }
    }
  }
  const rebuilder = async (): Promise<void> => {
    while (clients.running) {
      try {
        await items.createIndex({ changed: 1, n: -1 }, { name: 'rebuilt' })
        await items.dropIndex('rebuilt')
      } catch {
        return
      }
    }
  }
  const writers = Array.from({ length: 16 }, (_, worker) => writer(worker))
  const counters = Array.from({ length: 8 }, (_, worker) => newCounter(`${round}-${worker}`))
  writers.push(rebuilder())
  writers.push(...counters.map((counter) => count(portOf(child.uri), counter)))
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  await child.kill('SIGKILL')
  clients.running = false
  await Promise.all(writers)
  await client.close()
  const answered = counters.reduce((sum, counter) => sum + counter.answered, 0)
  return {
    acknowledged: acknowledged.length + answered,
    ...(await lookAgain(dir, acknowledged, changed, counters)),
  }
}

function portOf(uri: string): number {
  return Number(/:(\d+)\//.exec(uri)?.[1])
}

async function lookAgain(
  dir: string,
  acknowledged: string[],
  changed: string[],
  counters: Counter[],
): Promise<Pick<Result, 'missing' | 'retried'>> {
  const child = await startChild(dir)
  const client = await MongoClient.connect(child.uri)
  const items = client.db('kill').collection<{ _id: string; changed?: boolean }>('items')
  const stored = new Map(
    (await items.find().toArray()).map(({ _id, ...rest }) => [_id, rest.changed === true]),
  )
  const retried = await Promise.all(
    counters.map(async (counter) => ({
      sent: counter.sent,
      applied: await retry(portOf(child.uri), counter),
    })),
  )
  await client.close()
  await child.kill('SIGTERM')
  const missing = [
    ...acknowledged.filter((id) => !stored.has(id)),
    ...changed.filter((id) => stored.get(id) === false).map((id) => `${id} unchanged`),
  ]
  return { missing, retried }
}
