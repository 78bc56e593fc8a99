import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Test files that run at a time: one more than there are cores, because they wait for processes and clocks a good part of
// their time, and no more than the connections of the one PostgreSQL will do for. Projects do not inherit `maxWorkers`
// from here, but all of them read this.
process.env.VITEST_MAX_WORKERS ??= String(Math.min(availableParallelism() + 1, 8))

export default defineConfig({
  test: {
    projects: ['apps/*/vitest*.config.ts', 'packages/*/vitest.config.ts'],
  },
})
