import type { BrowserContext, Page } from '@playwright/test'
import { type Community, goOnline, seedCommunity } from './community.ts'
import { emailOf, now } from './community-world.ts'
import { signInElsewhere } from './person.ts'
import { test as base } from './test.ts'

interface TestFixtures {
  /** A browser on the evening of the pictures. What is read in it stays unread for the next picture. */
  page: Page
  /** The same, in which Mira is signed in. */
  mira: Page
}

interface WorkerFixtures {
  community: Community
  /** Mira's session. */
  cookies: Awaited<ReturnType<BrowserContext['cookies']>>
}

/** Tests in a {@link Community}, some of whose people are online, and two in a call. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  community: [
    async ({ app, browser }, use) => {
      const page = await browser.newPage()
      const community = await seedCommunity(app, page)
      await page.close()
      const channelId = community.pathOf('Studio').split('/').at(-1) ?? ''
      const online = []
      for (const name of ['jonas', 'ife', 'amina', 'lou'] as const) {
        const live = await goOnline(app, name)
        online.push(live)
        if (name !== 'ife' && name !== 'lou') continue
        await live.request('join-call', { channelId, media: { audio: true, video: false, screen: false } })
      }
      await use(community)
      for (const live of online) live.close()
    },
    { scope: 'worker' },
  ],
  cookies: [
    async ({ app, browser, community: _seeded }, use) => {
      const page = await browser.newPage()
      await signInElsewhere(page, app.url, { email: emailOf('mira') })
      await use(await page.context().cookies())
      await page.close()
    },
    { scope: 'worker' },
  ],
  page: async ({ page, problems }, use) => {
    problems.watch(page.context())
    await page.clock.setFixedTime(now)
    await page.route('**/api/*/*/read', (route) => route.fulfill({ status: 204 }))
    await use(page)
  },
  mira: async ({ page, cookies }, use) => {
    await page.context().addCookies(cookies)
    await use(page)
  },
})
