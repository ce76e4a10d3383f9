import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rounded } from './measure.ts'

const program = fileURLToPath(new URL('served.ts', import.meta.url))

/** The engine in a process of its own. */
export type Engine = {
  uri: string
  /** From the start of the process to its readiness. */
  startMs: number
  /** The part of it that opens the data and listens. */
  openMs: number
  /** Processor time that the process has used; 0 where the system does not tell. */
  cpuMs(): number
  stop(): Promise<void>
}

/** Starts the engine on a data folder, with fsync. */
export function startEngine(dir: string): Promise<Engine> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', program, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the engine ended with ${code}`)))
    child.stdout.once('data', (line: Buffer) => {
      const { uri, openMs } = JSON.parse(line.toString()) as { uri: string; openMs: number }
      resolve({ uri, openMs: rounded(openMs), startMs: rounded(performance.now() - startedAt), cpuMs, stop })
    })
  })

  function cpuMs(): number {
    try {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) * 10
    } catch {
      return 0
    }
  }

  function stop(): Promise<void> {
    return new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  }
}
