import type { Engine } from './engine.ts'
import { sweepGarbage } from './storage/garbage.ts'
import { Layer, keyText } from './storage/layer.ts'
import { expiredRecords } from './txn/retry-records.ts'
import { sweepExpired } from './storage/ttl.ts'

const reapEveryMs = 1000
const recordsEveryMs = 5 * 60 * 1000

/** Work besides commands: reaping, TTL deletion, removal of dropped data. Returns its end. */
export function startMaintenance(engine: Engine): () => void {
  let ttlAt = Date.now()
  let recordsAt = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    engine.reap(now)
    if (now - ttlAt >= engine.parameters.ttlMonitorSleepSecs * 1000) {
      ttlAt = now
      sweepExpired(engine, now)
    }
    if (now - recordsAt >= recordsEveryMs) {
      recordsAt = now
      const layer = new Layer()
      for (const key of expiredRecords(engine.live, now)) layer.set(keyText(key), key, null)
      engine.store.commit(layer)
    }
    sweepGarbage(engine.store, new Set(engine.builds.values()))
  }, reapEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
