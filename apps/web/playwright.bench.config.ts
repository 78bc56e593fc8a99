import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'

/** Measures instead of testing, by hand and on a quiet machine: `npm run bench -w @parley/web`. */
export default defineConfig(base, {
  testMatch: '**/*.bench.ts',
  workers: 1,
  retries: 0,
  reporter: 'list',
  // What is recorded of a page takes its time.
  use: { trace: 'off' },
})
