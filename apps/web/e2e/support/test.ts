import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { type App, startApp } from './app.ts'
import { type Person, signInElsewhere, signUp } from './person.ts'
import { Problems } from './problems.ts'

/** The two sizes everything has to work at. */
export const desktop = { viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions
export const phone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
} satisfies BrowserContextOptions

interface TestFixtures {
  /** What went wrong unseen; a test fails on what it has not expected. */
  problems: Problems
  /** Opens a browser that nobody is signed in to, with an empty page. */
  openBrowser: (options?: BrowserContextOptions) => Promise<Page>
  /** Signs somebody new up, in a browser of their own with an empty page. */
  newPerson: (displayName: string, options?: BrowserContextOptions) => Promise<Person>
  /** Signs somebody in to another browser. */
  newDevice: (person: Person, options?: BrowserContextOptions) => Promise<Person>
}

interface WorkerFixtures {
  /** What the app is given beside a database and a port. */
  appSettings: Record<string, string>
  app: App
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  appSettings: [{}, { scope: 'worker', option: true }],
  app: [
    async ({ appSettings }, use) => {
      const app = await startApp(appSettings)
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ app }, use) => use(app.url),
  problems: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures this one needs from the pattern
    async ({}, use) => {
      const problems = new Problems()
      await use(problems)
      expect(problems.unexpected).toEqual([])
    },
    { auto: true },
  ],
  openBrowser: async ({ browser, problems }, use) => {
    const contexts: { close(): Promise<void> }[] = []
    await use(async (options = desktop) => {
      const context = await browser.newContext(options)
      contexts.push(context)
      problems.watch(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
  newPerson: ({ app, openBrowser }, use) =>
    use(async (displayName, options) => signUp(await openBrowser(options), app.url, displayName)),
  newDevice: ({ app, openBrowser }, use) =>
    use(async (person, options) => signInElsewhere(await openBrowser(options), app.url, person)),
})
