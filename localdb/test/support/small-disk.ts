import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A place where the database can only grow to some megabytes. */
export type SmallDisk = {
  name: string
  dir: string
  /** Put before the program: what it runs under. */
  under: string[]
  /** Makes room; undefined where the limit holds as long as the process. */
  grow?: () => void
  remove(): void
}

/** A real file system of 6 MB, where this process may mount one. */
function mountedDisk(): SmallDisk | undefined {
  const place = mkdtempSync(join(tmpdir(), 'localdb-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', place], { stdio: 'ignore' })
  } catch {
    rmSync(place, { recursive: true })
    return undefined
  }
  return {
    name: 'a full file system',
    dir: join(place, 'db'),
    under: [],
    grow: () => execFileSync('mount', ['-o', 'remount,size=64m', place]),
    remove: () => {
      execFileSync('umount', [place])
      rmSync(place, { recursive: true })
    },
  }
}

/** A process that may write files of 6 MB at most. */
function limitedDisk(): SmallDisk {
  const place = mkdtempSync(join(tmpdir(), 'localdb-disk-'))
  const dir = join(place, 'db')
  mkdirSync(dir)
  return {
    name: 'a limit of the file size',
    dir,
    under: ['bash', '-c', `trap '' XFSZ; ulimit -f 6144; exec "$@"`, 'bash'],
    remove: () => rmSync(place, { recursive: true }),
  }
}

/** The kinds of full disk that can be had here. */
export function smallDisks(): SmallDisk[] {
  const mounted = mountedDisk()
  return mounted ? [mounted, limitedDisk()] : [limitedDisk()]
}
