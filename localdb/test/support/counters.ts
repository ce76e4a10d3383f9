import { Binary, Long, type Document } from 'bson'
import { RawClient } from './raw-client.ts'

/** A client that raises one number by retryable writes, and knows how many it has sent. */
export type Counter = { id: string; session: Binary; sent: number; answered: number }

export function newCounter(id: string): Counter {
  return { id, session: new Binary(Buffer.from(id.padEnd(16, '-').slice(-16)), 4), sent: 0, answered: 0 }
}

/** Sends one write after the other until the connection ends. */
export async function count(port: number, counter: Counter): Promise<void> {
  const raw = await RawClient.connect(port)
  try {
    for (;;) {
      counter.sent += 1
      await raw.send(increment(counter))
      counter.answered += 1
    }
  } catch {
    raw.close()
  }
}

/** Sends the last write again, twice, as a driver does that got no answer. Returns the number that is stored then. */
export async function retry(port: number, counter: Counter): Promise<unknown> {
  const raw = await RawClient.connect(port)
  const replies = [await raw.send(increment(counter)), await raw.send(increment(counter))]
  raw.close()
  const values = replies.map((reply) => (reply['value'] as Document | null)?.['n'] as unknown)
  return values[0] === values[1] ? values[0] : replies
}

function increment(counter: Counter): Document {
  return {
    findAndModify: 'counters',
    query: { _id: counter.id },
    update: { $inc: { n: 1 } },
    upsert: true,
    new: true,
    lsid: { id: counter.session },
    txnNumber: Long.fromNumber(counter.sent),
    $db: 'kill',
  }
}
