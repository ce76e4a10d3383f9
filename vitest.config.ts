import { defineConfig } from 'vitest/config'

/** Every workspace's own tests; e2e has a configuration of its own. */
export default defineConfig({
  test: { maxWorkers: 2, projects: ['shared', 'localdb', 'sandbox', 'server', 'miniapp', 'console'] },
})
