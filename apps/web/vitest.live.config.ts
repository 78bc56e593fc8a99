import { defineConfig } from 'vitest/config'
import { linguiMacros } from './lingui-macros.ts'

/** What wants the real app behind it. */
export default defineConfig({
  plugins: [linguiMacros()],
  test: {
    name: 'web-live',
    include: ['test/**/*.test.ts'],
    globalSetup: '../server/test/support/global-setup.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
