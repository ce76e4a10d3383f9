import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.slow.ts', 'test/**/*.slow.ts'],
    globalSetup: ['test/database.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
})
