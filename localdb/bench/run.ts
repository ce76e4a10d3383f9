import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { startEngine } from './engine.ts'
import { bulk, insertOrders, orderOf, pages, rates } from './cases.ts'
import { onceMs, rounded, type Result } from './measure.ts'
import { measurePrimitives } from './primitives.ts'

const million = 1_000_000

/** Measures everything against the program with fsync on and prints one JSON document. */
const dir = mkdtempSync(join(tmpdir(), 'localdb-bench-'))
const loadBefore = loadavg()[0] as number
const results: Result[] = []
try {
  const base = await measurePrimitives(join(dir, 'lmdb'))
  const data = join(dir, 'db')
  let engine = await startEngine(data)
  let client = await MongoClient.connect(engine.uri, { maxPoolSize: 50, minPoolSize: 50 })
  results.push(...(await rates(client, engine, base)))
  results.push(...(await bulk(client.db('bench'), base)))
  const orders = client.db('million').collection<ReturnType<typeof orderOf>>('orders')
  await orders.createIndexes([{ key: { customer: 1 } }, { key: { city: 1, at: 1 } }])
  const loadMs = await onceMs(() => insertOrders(orders, million))
  results.push({ name: 'insertMany of 1,000,000 with two indexes', unit: 'ms', value: loadMs })
  results.push(...(await pages(orders, million, base)))
  await client.close()
  await engine.stop()
  engine = await startEngine(data)
  client = await MongoClient.connect(engine.uri)
  const found = await client
    .db('million')
    .collection<{ _id: number }>('orders')
    .findOne({ _id: million - 1 })
  if (!found) throw new Error('the last document is not there after the restart')
  const status = await client.db('admin').command({ serverStatus: 1 })
  const memory = Number(status['mem'].resident)
  results.push(
    {
      name: 'open 1,000,000 documents (storage and catalog)',
      unit: 'ms',
      value: engine.openMs,
      target: 'at most 500 ms',
      reached: engine.openMs <= 500,
    },
    { name: 'start of the whole program over 1,000,000 documents', unit: 'ms', value: engine.startMs },
    {
      name: 'memory after opening 1,000,000 documents',
      unit: 'MB',
      value: memory,
      target: 'at most 300 MB',
      reached: memory <= 300,
    },
  )
  await client.close()
  await engine.stop()
} finally {
  rmSync(dir, { recursive: true, force: true })
}
const machine = {
  processor: cpus()[0]?.model,
  cores: cpus().length,
  node: process.version,
  loadBefore: rounded(loadBefore),
  loadAfter: rounded(loadavg()[0] as number),
}
console.log(JSON.stringify({ machine, results }, undefined, 2))
