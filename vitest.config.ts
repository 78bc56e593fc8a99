import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // The tests wait for processes more than they compute: one worker a core, also where there are two.
    maxWorkers: '100%',
    projects: ['apps/*/vitest*.config.ts', 'packages/*/vitest.config.ts'],
  },
})
