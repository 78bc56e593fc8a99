import { linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import { defineConfig } from 'vitest/config'

/** What wants the real app behind it. */
export default defineConfig({
  plugins: [babel({ presets: [linguiTransformerBabelPreset({}, { cwd: import.meta.dirname })] })],
  test: {
    name: 'web-live',
    include: ['test/**/*.test.ts'],
    globalSetup: '../server/test/support/global-setup.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
