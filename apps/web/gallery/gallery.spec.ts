import { expect, type Page } from '@playwright/test'
import { test } from '../e2e/support/community-test.ts'
import { signUp } from '../e2e/support/person.ts'
import { desktop, phone } from '../e2e/support/test.ts'
import { photograph } from './camera.ts'
import { calls } from './states/calls.ts'
import { channels } from './states/channels.ts'
import { conversations } from './states/conversations.ts'
import { frontDoor } from './states/front-door.ts'
import { lists } from './states/lists.ts'
import { looks } from './states/looks.ts'
import { settings } from './states/settings.ts'
import { trouble } from './states/trouble.ts'

const states = { ...frontDoor, ...channels, ...conversations, ...lists, ...calls, ...settings, ...trouble, ...looks }

/** Waits until a page has all it needs. */
async function settle(page: Page): Promise<void> {
  await expect(page.getByRole('main').first()).toBeVisible()
  await expect(page.locator('.animate-shimmer')).toHaveCount(0)
  // Counts of what is unread come after what they stand beside.
  await page.waitForLoadState('networkidle')
}

for (const [size, options] of Object.entries({ desktop, phone })) {
  test.describe(size, () => {
    test.use(options)
    for (const [name, state] of Object.entries(states)) {
      if (state.only && state.only !== size) continue
      test(name, async ({ app, cookies, community, newPerson, page, problems }) => {
        // Many states are about what goes wrong.
        problems.expect(/./)
        await page.addInitScript((appearance) => {
          for (const [key, choice] of Object.entries(appearance)) localStorage.setItem(`parley:${key}`, choice)
        }, state.appearance ?? {})
        if (!state.signedOut) await page.context().addCookies(cookies)
        const scene = { app, community, newPerson, page, signUp: () => signUp(page, app.url, 'Noa') }
        await state.before?.(scene)
        if (state.at) await page.goto(typeof state.at === 'string' ? state.at : state.at(community))
        if (!state.loading) await settle(page)
        await state.act?.(scene)
        await photograph(page, name)
      })
    }
  })
}
