import { defineConfig } from 'vitest/config'

/** Tests that train real models or drive a window have the machine for themselves, one file at a time, after all others. */
const whole = ['test/integration/**/*.test.ts', 'test/e2e/**/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      { extends: true, test: { name: 'parts', include: ['test/**/*.test.ts'], exclude: whole, globalSetup: 'test/own-temporary.ts', testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'whole', include: whole, expect: { poll: { timeout: 30_000 } }, testTimeout: 600_000, hookTimeout: 300_000, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
