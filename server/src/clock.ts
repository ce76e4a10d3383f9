import mongoose from 'mongoose'

/** The one clock of business time. Signatures, TLS, TTL indexes and leases use real time instead. */
export interface Clock {
  now(): Date
  /** Milliseconds added to real time. */
  offsetMs(): number
  /** Moves the clock of every server on this database; never offered in production. */
  setOffset(offsetMs: number): Promise<void>
  /** Reads the offset that another process may have set. */
  refresh(): Promise<void>
}

interface ClockRow {
  _id: string
  offsetMs: number
}

let offset = 0

/** Business time for schema time stamps; code that has services uses `services.clock.now()`. */
export function businessNow(): Date {
  return new Date(Date.now() + offset)
}

/** The clock over the default connection. A fixed clock (production) never reads or stores an offset. */
export function createClock(options: { movable: boolean }): Clock {
  const rows = () => mongoose.connection.collection<ClockRow>('clock')
  return {
    now: businessNow,
    offsetMs: () => offset,
    async setOffset(offsetMs) {
      if (!options.movable) throw new Error('the clock does not move in production')
      await rows().updateOne({ _id: 'business' }, { $set: { offsetMs } }, { upsert: true })
      offset = offsetMs
    },
    async refresh() {
      if (!options.movable) return
      const row = await rows().findOne({ _id: 'business' })
      offset = row?.offsetMs ?? 0
    },
  }
}
