import { MongoClient, MongoNetworkError, MongoServerSelectionError, type ClientSession } from 'mongodb'

/** A process with many clients that move money until it is killed; every acknowledged transfer is a line of output. */

type Account = { _id: number; balance: number }
type Transfer = { _id: string; from: number; to: number; amount: number }

const [uri = '', name = '', clients = '0', accountCount = '0', total = '0'] = process.argv.slice(2)
const client = await MongoClient.connect(uri, { maxPoolSize: Number(clients) })
const accounts = client.db('bank').collection<Account>('accounts')
const transfers = client.db('bank').collection<Transfer>('transfers')

function random(below: number): number {
  return Math.floor(Math.random() * below)
}

/** Moves money and notes it in one transaction; false when the balance does not suffice. */
async function transfer(session: ClientSession, note: Transfer): Promise<boolean> {
  return session.withTransaction(async () => {
    const { from, to, amount } = note
    const taken = await accounts.updateOne(
      { _id: from, balance: { $gte: amount } },
      { $inc: { balance: -amount } },
      { session },
    )
    if (taken.modifiedCount === 0) return false
    await accounts.updateOne({ _id: to }, { $inc: { balance: amount } }, { session })
    await transfers.insertOne(note, { session })
    return true
  })
}

/** The sum of all balances as one snapshot shows it. */
async function sum(session: ClientSession): Promise<number> {
  return session.withTransaction(async () => {
    const pages = [{ $lt: Number(accountCount) / 2 }, { $gte: Number(accountCount) / 2 }]
    let seen = 0
    for (const _id of pages) {
      for (const { balance } of await accounts.find({ _id }, { session }).toArray()) seen += balance
    }
    return seen
  })
}

/** The outcome of the transfer is unknown then: it may be stored, but was not acknowledged. */
function isLostConnection(error: unknown): boolean {
  return error instanceof MongoNetworkError || error instanceof MongoServerSelectionError
}

async function work(number: number): Promise<void> {
  for (let i = 0; ; i += 1) {
    const from = random(Number(accountCount))
    const to = (from + 1 + random(Number(accountCount) - 1)) % Number(accountCount)
    const note = { _id: `${name}-${number}-${i}`, from, to, amount: 1 + random(20) }
    try {
      await client.withSession(async (session) => {
        if (await transfer(session, note)) process.stdout.write(`done ${note._id}\n`)
        if (i % 20 === 0 && (await sum(session)) !== Number(total)) process.stdout.write('wrong sum\n')
      })
    } catch (error) {
      if (!isLostConnection(error)) process.stdout.write(`failed ${note._id} ${String(error)}\n`)
    }
  }
}

await Promise.all(Array.from({ length: Number(clients) }, (_, number) => work(number)))
