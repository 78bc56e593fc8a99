import { defineConfig } from '@playwright/test'
import stories from '../playwright.config.ts'

/** `npm run screenshots`: photographs every page and state into `screenshots/`, with a page that shows them all. */
export default defineConfig(stories, {
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: '../e2e/support/global-setup.ts',
  globalTeardown: './contact-sheet.ts',
  // One app, so that nothing is filled in twice.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 240_000,
})
