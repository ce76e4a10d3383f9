import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileName = 'owner.lock'

/** The data folder already has an owner. */
export class DataFolderInUse extends Error {
  constructor(dir: string, pid: number) {
    super(`the data folder ${dir} is in use by process ${pid}; stop it first or choose another folder`)
    this.name = 'DataFolderInUse'
  }
}

/** Takes a data folder for this process; a lock left by a dead process is taken over. @throws DataFolderInUse */
export function lockFolder(dir: string): () => void {
  const path = join(dir, fileName)
  const mine = `${process.pid} ${startOf(process.pid)} ${Math.random().toString(36).slice(2)}\n`
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(path, mine, { flag: 'wx' })
      return () => {
        if (readOrEmpty(path) === mine) unlinkSync(path)
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const [pid, start] = readOrEmpty(path).trim().split(' ')
      if (pid && isAlive(Number(pid), start ?? '')) throw new DataFolderInUse(dir, Number(pid))
      unlinkIfThere(path)
    }
  }
  throw new Error(`the lock file ${path} cannot be taken`)
}

function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const now = startOf(pid)
  return now === '-' || start === '-' || now === start
}

/** When a process was started, in the system's ticks; '-' where the system does not tell. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
  } catch {
    return '-'
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
