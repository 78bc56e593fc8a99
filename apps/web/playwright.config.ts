import { defineConfig } from '@playwright/test'

const isCi = Boolean(process.env.CI)

export default defineConfig({
  testDir: 'e2e',
  // Pictures are of Debian's Chromium; elsewhere letters are drawn otherwise.
  ignoreSnapshots: process.platform !== 'linux',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  outputDir: 'test-results',
  globalSetup: './e2e/support/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: isCi ? 3 : 0,
  forbidOnly: isCi,
  timeout: 60_000,
  // As much as the edges of letters differ between two machines, and less than what a moved column changes.
  expect: { timeout: 10_000, toHaveScreenshot: { maxDiffPixelRatio: 0.015 } },
  use: {
    browserName: 'chromium',
    // One story is about it; to the others it would only be something between them and the app.
    serviceWorkers: 'block',
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
    actionTimeout: 15_000,
    // The snapshots of the pages tell more than a film of them, which takes a good part of a small machine. They take an
    // eighth of it themselves: where what fails is tried again, only that is recorded.
    trace: { mode: isCi ? 'on-first-retry' : 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
