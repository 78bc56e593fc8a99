import type { Page } from '@playwright/test'
import { interleave } from '../../../bench/src/figure.ts'
import { report } from './support/figures.ts'
import { markRead, writeHistory } from './support/history.ts'
import { timeUntilPainted } from './support/painted.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

const ROUNDS = 3
const plainPage = 'data:text/html,<title>Plain</title><input autofocus>'

/** Loads a page into a browser that has nothing of it yet, until one can write there. */
async function load(page: Page, address: string, interactive: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  const time = await timeUntilPainted(page, interactive)
  await page.context().close()
  return time
}

test('how long it takes until one can sign in, and write in a channel', async ({
  app,
  newPerson,
  newDevice,
  openBrowser,
}) => {
  test.setTimeout(120_000)
  const ana = await newPerson('Ana')
  const { channelId, path } = await meet('Archive', ana)
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 1_000 })
  await markRead(app, { channelId, userId: ana.user.id, line: 1_000 })

  const { signIn, channel } = await interleave(['Parley', 'plain page'], ROUNDS, async (subject) => {
    if (subject === 'plain page') {
      const time = await load(await openBrowser(), plainPage, 'input:focus')
      return { signIn: time, channel: time }
    }
    const { page } = await newDevice(ana)
    return {
      signIn: await load(await openBrowser(), `${app.url}/login`, 'input:focus'),
      channel: await load(page, app.url + path, 'main:has(article) form textarea:focus'),
    }
  })
  const about = { unit: 'ms', ours: 'Parley' }
  await report(
    { ...about, name: 'Web client: first visit, until one can sign in', rounds: signIn },
    { ...about, name: 'Web client: first visit, until one can read and write in a channel', rounds: channel },
  )
})
