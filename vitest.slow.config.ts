import { defineConfig } from 'vitest/config'

/** The long proofs, crash loops and load, one after another. */
export default defineConfig({
  test: {
    fileParallelism: false,
    projects: ['localdb/vitest.slow.config.ts', 'server/vitest.slow.config.ts'],
  },
})
