import type { Store } from './store.ts'

/** Business time of the outside world: real time plus an offset that the page can move. Signatures use real time. */
export interface Clock {
  now(): Date
  /** How far business time is ahead of real time, in ms. */
  offsetMs(): number
  setOffset(offsetMs: number): void
}

export function createClock(store: Store): Clock {
  const settings = store.table<number>('clock')
  const offsetMs = (): number => settings.get('offsetMs') ?? 0
  return {
    now: () => new Date(Date.now() + offsetMs()),
    offsetMs,
    setOffset: (value) => settings.put('offsetMs', Math.trunc(value)),
  }
}
