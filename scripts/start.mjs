#!/usr/bin/env node
/** `npm start`: brings the whole product up on this machine, with the sandbox in place of the outside world. */
import { spawn } from 'node:child_process'
import { build, installPackages, requireNode, root } from './workspace.mjs'

requireNode()
await installPackages()
await build('h5', 'console', 'sandbox')

const product = spawn(process.execPath, ['--import', 'tsx', 'scripts/product.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
// Ctrl-C reaches the product directly (same terminal); this process only waits and passes on what it ends with.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => signal === 'SIGTERM' && product.kill(signal))
product.on('exit', (code) => process.exit(code ?? 1))
