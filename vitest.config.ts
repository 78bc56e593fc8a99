import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['apps/*/vitest*.config.ts', 'packages/*/vitest.config.ts'],
    // The tests wait for processes and clocks a good part of their time.
    maxWorkers: availableParallelism() + 1,
  },
})
