import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'

/** `npm run translate` collects the strings of `src` into `src/locales/*.po`; Vite compiles those when they are imported. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'es'],
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['src'], exclude: ['**/*.test.*'] }],
  format: formatter({ lineNumbers: false }),
  orderBy: 'origin',
})
