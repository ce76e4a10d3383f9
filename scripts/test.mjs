#!/usr/bin/env node
/**
 * `npm test`: checks, then every test, then `N passed, N failed` as the last line.
 * `npm run test:slow` (--slow): the long proofs instead (crash loops, load).
 * Further words choose files: `npm test -- payouts`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { requireBrowser } from './browser.mjs'
import { binary, build, installPackages, requireNode, root, run, say } from './workspace.mjs'

const slow = process.argv.includes('--slow')
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))

requireNode()
await installPackages()
if (!slow && words.length === 0) run(process.execPath, ['scripts/check.mjs'])

const artifacts = join(root, '.artifacts')
rmSync(artifacts, { recursive: true, force: true })
mkdirSync(artifacts, { recursive: true })

/** Runs one vitest configuration and gives its counts. A run that ends without a report counts as one failure. */
function vitest(label, config) {
  say(label)
  const report = join(artifacts, `${config.replaceAll('/', '-')}.json`)
  const { status } = spawnSync(
    binary('vitest'),
    [
      'run',
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--passWithNoTests',
      ...words,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, CI: process.env.CI ?? '' },
    },
  )
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const {
    numPassedTests: passed,
    numFailedTests: failedTests,
    numFailedTestSuites: failedSuites,
  } = JSON.parse(readFileSync(report, 'utf8'))
  const failed = Math.max(
    failedTests,
    status === 0 ? 0 : Math.max(1, failedTests),
    failedTests === 0 ? failedSuites : 0,
  )
  return { passed, failed }
}

const results = []
if (slow) {
  results.push(vitest('长时间验证', 'vitest.slow.config.ts'))
} else {
  results.push(vitest('单元与接口测试', 'vitest.config.ts'))
  await requireBrowser()
  await build('h5', 'console', 'sandbox', 'weapp')
  results.push(vitest('浏览器与小程序测试', 'vitest.e2e.config.ts'))
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1)
