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
// What a terminal sends on Ctrl-C or when its window is closed reaches the product by itself too; it ends once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => product.kill(signal))
product.on('exit', (code) => process.exit(code ?? 1))
