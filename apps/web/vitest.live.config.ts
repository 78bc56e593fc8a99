import { defineConfig } from 'vitest/config'
import { linguiMacros } from './vite/lingui-macros.ts'

/** What wants the real app behind it. */
export default defineConfig({
  plugins: [linguiMacros()],
  test: {
    name: 'web-live',
    include: ['test/**/*.test.ts'],
    globalSetup: '../server/test/support/global-setup.ts',
    // On a machine with too much to do several apps and PostgreSQL start at a time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
