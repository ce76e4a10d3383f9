/** One measured thing and the bare lmdb work it rests on, from the same run. */
export type Result = {
  name: string
  unit: 'per second' | 'ms' | 'MB'
  value: number
  /** What lmdb alone does of it, in the same unit. */
  baseline?: { what: string; value: number }
  /** Processor time of one run in µs: what bounds the rate where each process has a core of its own. */
  cpu?: { engine: number; client: number }
  target?: string
  reached?: boolean
}

/** Runs `work` in parallel loops for some time, after a tenth of it to warm up. Returns runs a second. */
export async function perSecond(
  work: (run: number) => Promise<unknown>,
  parallel = 50,
  ms = 4000,
): Promise<number> {
  const warmUntil = performance.now() + ms / 10
  let runs = 0
  let started = 0
  const loop = async (): Promise<void> => {
    for (;;) {
      const now = performance.now()
      if (now > warmUntil && started === 0) {
        started = now
        runs = 0
      }
      if (started > 0 && now > started + ms) return
      await work(runs)
      runs += 1
    }
  }
  await Promise.all(Array.from({ length: parallel }, loop))
  return Math.round((runs / (performance.now() - started)) * 1000)
}

/**
 * Runs `work` a fixed number of times after a third of that to warm up, 50 in parallel. Tells runs a second and the
 * processor time that a run takes in the engine's process and in this one.
 */
export async function rateAndCpu(
  engineCpuMs: () => number,
  runs: number,
  work: () => Promise<unknown>,
): Promise<{ value: number; cpu: { engine: number; client: number } }> {
  await inParallel(runs / 3, work)
  const engineBefore = engineCpuMs()
  const clientBefore = process.cpuUsage()
  const start = performance.now()
  await inParallel(runs, work)
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(clientBefore)
  const engine = ((engineCpuMs() - engineBefore) * 1000) / runs
  return {
    value: Math.round((runs / ms) * 1000),
    cpu: { engine: Math.round(engine), client: Math.round((user + system) / runs) },
  }
}

async function inParallel(runs: number, work: () => Promise<unknown>): Promise<void> {
  let left = runs
  const loop = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await work()
    }
  }
  await Promise.all(Array.from({ length: 50 }, loop))
}

/** The middle of some runs of `work`, in ms. */
export async function medianMs(work: () => unknown, runs = 9): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push(await onceMs(work))
  return rounded(times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] as number)
}

export async function onceMs(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return rounded(performance.now() - start)
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

export function below(limit: number): number {
  return Math.floor(Math.random() * limit)
}
