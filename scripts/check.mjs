#!/usr/bin/env node
/** `npm run check`: types, lint, format and the dependency rules. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages, binary, fail, requireNode, root, say } from './workspace.mjs'
import { spawnSync } from 'node:child_process'

requireNode()
await installPackages()

const workspaces = ['shared', 'localdb', 'sandbox', 'server', 'miniapp', 'console', 'e2e']
const projects = [...workspaces, 'sandbox/src/page', 'scripts'].filter((path) =>
  existsSync(join(root, path, 'tsconfig.json')),
)
const steps = [
  ...projects.map((path) => [`类型 ${path}`, 'tsc', ['--noEmit', '-p', path]]),
  ['代码规范', 'oxlint', ['--deny-warnings', '.']],
  ['格式', 'oxfmt', ['--check', '.']],
  [
    '依赖规则',
    'depcruise',
    [
      '--config',
      '.dependency-cruiser.mjs',
      ...workspaces.map((name) => `${name}/src`).filter((path) => existsSync(join(root, path))),
    ],
  ],
]

const failed = []
for (const [label, program, args] of steps) {
  const { status, stdout, stderr } = spawnSync(binary(program), args, { cwd: root, encoding: 'utf8' })
  say(`${label} ${status === 0 ? '通过' : '未通过'}`)
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`)
    failed.push(label)
  }
}
if (failed.length > 0) fail(`检查未通过：${failed.join('、')}`)
