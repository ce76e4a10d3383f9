import { defineConfig } from 'vitest/config'

/** Every workspace's own tests; e2e has a configuration of its own. */
export default defineConfig({
  test: { projects: ['shared', 'localdb', 'sandbox'] },
})
