import { MongoClient } from 'mongodb'
import { startChild } from './child.ts'

type Result = { acknowledged: number; missing: string[] }

/**
 * Starts the program, writes from many clients, kills it without warning after some milliseconds, starts it again
 * and looks for every write that had been acknowledged.
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
  const writers = Array.from({ length: 16 }, (_, worker) => writer(worker))
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  await child.kill('SIGKILL')
  clients.running = false
  await Promise.all(writers)
  await client.close()
  return { acknowledged: acknowledged.length, missing: await findMissing(dir, acknowledged, changed) }
}

async function findMissing(dir: string, acknowledged: string[], changed: string[]): Promise<string[]> {
  const child = await startChild(dir)
  const client = await MongoClient.connect(child.uri)
  const items = client.db('kill').collection<{ _id: string; changed?: boolean }>('items')
  const stored = new Map(
    (await items.find().toArray()).map(({ _id, ...rest }) => [_id, rest.changed === true]),
  )
  await client.close()
  await child.kill('SIGTERM')
  return [
    ...acknowledged.filter((id) => !stored.has(id)),
    ...changed.filter((id) => stored.get(id) === false).map((id) => `${id} unchanged`),
  ]
}
