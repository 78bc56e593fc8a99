import type { Page } from '@playwright/test'
import { type Community, emailOf, goOnline, now, seedCommunity } from './community.ts'
import { password } from './person.ts'
import { test as base } from './test.ts'

interface TestFixtures {
  /** Mira's browser, signed in, on the evening of the pictures. */
  mira: Page
}

/** Tests in a {@link Community}, some of whose people are online. */
export const test = base.extend<TestFixtures, { community: Community }>({
  community: [
    async ({ app }, use) => {
      const community = await seedCommunity(app)
      const online = []
      for (const name of ['jonas', 'ife', 'amina'] as const) online.push(await goOnline(app, name))
      await use(community)
      for (const live of online) live.close()
    },
    { scope: 'worker' },
  ],
  mira: async ({ page, community, problems }, use) => {
    problems.watch(page.context())
    await page.clock.setFixedTime(now)
    await page.goto(`/login?next=${encodeURIComponent(community.channelPath)}`)
    await page.getByLabel('Email').fill(emailOf('mira'))
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`**${community.channelPath}`)
    await use(page)
  },
})
