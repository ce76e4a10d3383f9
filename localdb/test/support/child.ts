import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const program = fileURLToPath(new URL('../../bin/localdb.mjs', import.meta.url))

export type Child = { process: ChildProcess; uri: string; kill(signal: NodeJS.Signals): Promise<void> }

export type Ended = { code: number | null; stdout: string; stderr: string }

/** A folder that is removed when the running test ends. */
export function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'localdb-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Starts the program on a data folder and waits until it listens; `under` is a command that starts commands. */
export function startChild(dir: string, port = 0, under: readonly string[] = []): Promise<Child> {
  return startProgram(['--dir', dir, '--port', String(port)], under)
}

/** Starts the program and waits until it listens. It does not outlive the running test. */
export function startProgram(options: readonly string[], under: readonly string[] = []): Promise<Child> {
  const [command = '', ...args] = [...under, process.execPath, program, ...options]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => kill(child, 'SIGKILL'))
  return new Promise((resolve, reject) => {
    let output = ''
    const onData = (chunk: Buffer): void => {
      output += chunk.toString()
      const uri = /listening on (\S+)/.exec(output)?.[1]
      if (uri) resolve({ process: child, uri, kill: (signal) => kill(child, signal) })
    }
    child.stdout.on('data', onData)
    child.stderr.on('data', onData)
    child.once('exit', (code) => reject(new Error(`localdb ended with ${code}: ${output}`)))
  })
}

function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

/** Runs the program to its end. */
export function runProgram(args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve) => {
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.once('exit', (code) => resolve({ code, stdout, stderr }))
  })
}
