import { defineConfig } from 'vitest/config'

/** Journeys through the built product; two at a time. */
export default defineConfig({
  test: {
    root: 'e2e',
    include: ['src/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
})
