import { defineConfig } from '@playwright/test'
import { fakeMedia } from '../e2e/support/calls.ts'
import stories from '../playwright.config.ts'

/** `npm run screenshots`: photographs every page and state into `screenshots/`, with a page that shows them all. */
export default defineConfig(stories, {
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: '../e2e/support/global-setup.ts',
  globalTeardown: './contact-sheet.ts',
  retries: 0,
  // A good part of every picture is waiting.
  workers: 3,
  // A picture is taken anew sooner than a trace of it is read.
  use: {
    ...stories.use,
    trace: 'off',
    // Nothing is half on its way.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { ...stories.use?.launchOptions, args: fakeMedia },
  },
})
