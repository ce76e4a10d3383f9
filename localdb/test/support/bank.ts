import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { MongoClient } from 'mongodb'
import { newFolder, runProgram, startChild, type Child, type Ended } from './child.ts'

const clientProgram = fileURLToPath(new URL('bank-clients.ts', import.meta.url))
const processes = 4
const clientsPerProcess = 16
const accountCount = 100
const startBalance = 1000

export type BankDay = {
  acknowledged: string[]
  /** Lines of clients about anything but an acknowledged transfer. */
  complaints: string[]
  transfers: { _id: string; from: number; to: number; amount: number }[]
  balances: number[]
  verified: Ended
}

export const bankTotal = accountCount * startBalance

type Clients = { process: ChildProcess; ended: Promise<void> }

/**
 * 64 clients in four processes move money between 100 accounts. In each round one of the processes and then the
 * database are killed without warning and started again.
 */
export async function bankDay(rounds: number, roundMs: number): Promise<BankDay> {
  const dir = newFolder()
  let engine = await openBank(dir)
  const uri = engine.uri
  const port = Number(/:(\d+)\//.exec(uri)?.[1])
  const lines: string[] = []
  let started = 0
  const startClients = (): Clients => {
    started += 1
    return spawnClients(uri, `p${started}`, lines)
  }
  const clients = Array.from({ length: processes }, startClients)
  try {
    await waitForTransfers(lines, 1)
    for (let round = 0; round < rounds; round += 1) {
      await sleep(roundMs * (0.5 + Math.random()))
      await end(clients.shift())
      clients.push(startClients())
      await sleep(roundMs * Math.random())
      await engine.kill('SIGKILL')
      engine = await startChild(dir, port)
      await reapSoon(uri)
      await waitForTransfers(lines, lines.length + 50)
    }
  } finally {
    await Promise.all(clients.map(end))
  }
  const result = await closeBank(uri)
  await engine.kill('SIGTERM')
  return {
    ...result,
    acknowledged: lines.filter((line) => line.startsWith('done ')).map((line) => line.slice(5)),
    complaints: lines.filter((line) => !line.startsWith('done ')),
    verified: await runProgram(['verify', '--dir', dir]),
  }
}

/** What the accounts must hold after the transfers. */
export function balancesAfter(transfers: BankDay['transfers']): number[] {
  const balances = Array.from({ length: accountCount }, () => startBalance)
  for (const { from, to, amount } of transfers) {
    balances[from] = (balances[from] as number) - amount
    balances[to] = (balances[to] as number) + amount
  }
  return balances
}

async function openBank(dir: string): Promise<Child> {
  const engine = await startChild(dir)
  const client = await MongoClient.connect(engine.uri)
  const db = client.db('bank')
  await db
    .collection<{ _id: number }>('accounts')
    .insertMany(Array.from({ length: accountCount }, (_, _id) => ({ _id, balance: startBalance })))
  await db.collection('transfers').createIndexes([{ key: { from: 1, to: 1 } }, { key: { to: 1 } }])
  await client.close()
  await reapSoon(engine.uri)
  return engine
}

/** Killed clients leave transactions open; they are to be reaped after two seconds here. */
async function reapSoon(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri)
  await client.db('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 2 })
  await client.close()
}

async function closeBank(uri: string): Promise<Pick<BankDay, 'transfers' | 'balances'>> {
  const client = await MongoClient.connect(uri)
  const db = client.db('bank')
  const transfers = await db.collection<BankDay['transfers'][number]>('transfers').find().toArray()
  const accounts = await db
    .collection<{ _id: number; balance: number }>('accounts')
    .find()
    .sort({ _id: 1 })
    .toArray()
  await client.close()
  return { transfers, balances: accounts.map(({ balance }) => balance) }
}

function spawnClients(uri: string, name: string, lines: string[]): Clients {
  const args = [uri, name, clientsPerProcess, accountCount, bankTotal].map(String)
  const child = spawn(process.execPath, ['--import', 'tsx', clientProgram, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = `${rest}${chunk.toString()}`.split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  return { process: child, ended: new Promise((resolve) => child.once('close', () => resolve())) }
}

async function end(clients: Clients | undefined): Promise<void> {
  clients?.process.kill('SIGKILL')
  await clients?.ended
}

async function waitForTransfers(lines: string[], count: number): Promise<void> {
  while (lines.length < count) await sleep(50)
}
