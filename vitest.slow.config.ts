import { defineConfig } from 'vitest/config'

/** The long proofs: crash loops and load. */
export default defineConfig({
  test: { projects: ['localdb/vitest.slow.config.ts'] },
})
