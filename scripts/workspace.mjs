import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

export function say(text) {
  console.log(`▸ ${text}`)
}

/** Ends the program with a reason a person can act on. */
export function fail(text) {
  console.error(`✗ ${text}`)
  process.exit(1)
}

/** Runs a program in the project and ends this one when it fails. Its output is shown. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) fail(`${command} 无法运行：${error.message}`)
  if (status !== 0) fail(`${command} ${args.join(' ')} 没有成功（退出码 ${status}）`)
}

/** Runs a program with its output kept back; it is shown only on failure. Prints a dot line of progress. */
export function runQuietly(label, command, args, options = {}) {
  return new Promise((resolve) => {
    const started = Date.now()
    say(`${label} …`)
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    const tick = setInterval(
      () => say(`${label}，已用 ${Math.round((Date.now() - started) / 1000)} 秒`),
      15_000,
    )
    child.on('error', (error) => fail(`${command} 无法运行：${error.message}`))
    child.on('exit', (code) => {
      clearInterval(tick)
      if (code !== 0) {
        process.stderr.write(Buffer.concat(output))
        fail(`${label}没有成功`)
      }
      resolve()
    })
  })
}

/** Refuses a Node.js that is too old before anything else fails strangely. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) fail(`需要 Node.js 20 或更高版本，当前是 ${process.versions.node}`)
}

/** Installs the packages when they are missing or the lockfile has changed since. */
export async function installPackages() {
  const lock = join(root, 'package-lock.json')
  const stamp = join(root, 'node_modules', '.linggong-lock')
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  // Not `npm ci`: it refuses a lockfile in which an optional package of another platform is missing.
  await runQuietly('安装依赖（首次约 3 分钟）', npm, ['install', '--no-save', '--no-audit', '--no-fund'])
  writeFileSync(stamp, digest)
}

/** Digest of the files that a build is made from: names, sizes and contents. */
function digestOf(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const name = path.split(/[\\/]/).at(-1)
    if (['node_modules', 'dist', 'test', '.swc'].includes(name)) return
    const stat = statSync(path)
    if (stat.isDirectory()) {
      for (const entry of readdirSync(path).sort()) visit(join(path, entry))
    } else if (!/\.(test\.tsx?|md)$/.test(name)) {
      hash.update(path.slice(root.length)).update(readFileSync(path))
    }
  }
  for (const path of paths) visit(join(root, path))
  return hash.digest('hex')
}

const builds = {
  h5: {
    label: '构建灵工端 H5',
    workspace: 'miniapp',
    script: 'build:h5',
    output: 'miniapp/dist/h5',
    from: ['shared', 'miniapp', 'package-lock.json'],
  },
  weapp: {
    label: '构建小程序',
    workspace: 'miniapp',
    script: 'build:weapp',
    output: 'miniapp/dist/weapp',
    from: ['shared', 'miniapp', 'package-lock.json'],
  },
  console: {
    label: '构建管理后台',
    workspace: 'console',
    script: 'build',
    output: 'console/dist',
    from: ['shared', 'console', 'package-lock.json'],
  },
  sandbox: {
    label: '构建“手机与银行”',
    workspace: 'sandbox',
    script: 'build',
    output: 'sandbox/dist',
    from: ['shared', 'sandbox/src', 'sandbox/package.json', 'package-lock.json'],
  },
}

/** Builds what is named, unless its sources are as they were at the last build. */
export async function build(...names) {
  for (const name of names) {
    const { label, workspace, script, output, from } = builds[name]
    const stamp = join(root, 'node_modules', '.cache', 'linggong', `${name}.stamp`)
    const digest = digestOf(from)
    if (existsSync(join(root, output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest)
      continue
    await runQuietly(label, npm, ['run', script, '-w', workspace], {
      env: { ...process.env, NODE_ENV: 'production' },
    })
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, digest)
  }
}

/** Path of a program that an installed package brings. */
export function binary(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
}

export function projectRequire() {
  return createRequire(join(root, 'package.json'))
}
