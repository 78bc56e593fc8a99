import { defineConfig } from 'vitest/config'
import { linguiMacros } from './vite/lingui-macros.ts'

export default defineConfig({
  plugins: [linguiMacros()],
  test: { name: 'web', include: ['src/**/*.test.ts'], setupFiles: 'src/locales/test-setup.ts' },
})
