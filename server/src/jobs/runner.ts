import type { Services } from '../services.ts'
import { runNextDue } from './run-due.ts'

const concurrency = 4

/** Runs due rows of this process in the background, a few at a time. */
export interface Runner {
  /** Looks for due rows now; many calls at once are one look. */
  nudge(): void
  /** Takes no further row and waits for those running. */
  stop(): Promise<void>
}

export function createRunner(services: Services): Runner {
  const lanes = new Set<Promise<void>>()
  let stopped = false
  let again = false

  async function lane(): Promise<void> {
    try {
      for (;;) {
        if (stopped || !(await runNextDue(services, startLane))) return
        again = true
      }
    } catch (error) {
      services.logger.error({ err: error }, 'due rows could not be read')
    }
  }

  function startLane(): void {
    if (stopped || lanes.size >= concurrency) return
    const running: Promise<void> = lane().finally(() => {
      lanes.delete(running)
      if (lanes.size === 0 && again) nudge()
    })
    lanes.add(running)
  }

  function nudge(): void {
    again = lanes.size > 0
    if (lanes.size === 0) startLane()
  }

  return {
    nudge,
    async stop() {
      stopped = true
      await Promise.all(lanes)
    },
  }
}
