import { linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [babel({ presets: [linguiTransformerBabelPreset({}, { cwd: import.meta.dirname })] })],
  test: { name: 'web', include: ['src/**/*.test.ts'], setupFiles: 'src/locales/test-setup.ts' },
})
