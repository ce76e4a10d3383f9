import { defineConfig } from 'vitest/config'

/** Journeys through the built product; one at a time, for they share the machine's two cores. */
export default defineConfig({
  test: {
    root: 'e2e',
    include: ['src/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
})
