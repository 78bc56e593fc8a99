import { findFreePort } from '@parley/embedded-postgres/port'
import { expect, type Page } from '@playwright/test'
import { startCoturn, turnCredentials } from '../../server/test/support/coturn.ts'
import { hasProgram } from '../../server/test/support/program.ts'
import { caller, expectRising, fakeMedia, joinVoice, prepareCaller, takeRelaysOnly } from './support/calls.ts'
import { meet } from './support/scene.ts'
import { test as base } from './support/test.ts'

const secret = 'a secret that coturn knows'

const test = base.extend<object, { turnPort: number }>({
  turnPort: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures this one needs from the pattern
    async ({}, use) => use(await findFreePort()),
    { scope: 'worker' },
  ],
  appSettings: [
    ({ turnPort }, use) => {
      const address = `127.0.0.1:${turnPort}`
      return use({
        STUN_URLS: `stun:${address}`,
        TURN_URLS: `turn:${address},turn:${address}?transport=tcp`,
        TURN_SECRET: secret,
      })
    },
    { scope: 'worker' },
  ],
})

test.use({
  launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: fakeMedia },
})
test.setTimeout(120_000)
test.skip(!hasProgram('turnserver', 'coturn'), 'coturn is not installed')

async function hideAddress(page: Page): Promise<void> {
  await page.goto('/settings/voice')
  await page.getByRole('switch', { name: 'Hide my address' }).click()
}

const step = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

test('where only a relay helps, or somebody hides their address, calls go through a relay, and when it refuses, the call check says so', async ({
  newPerson,
  turnPort,
}) => {
  await using coturn = await startCoturn(turnPort, secret)
  const ana = await newPerson('Ana', caller)
  const ben = await newPerson('Ben', caller)
  const { path } = await meet('Harbour', ana, ben)
  for (const [{ page }, protocol] of [
    [ana, 'udp'],
    [ben, 'tcp'],
  ] as const) {
    await prepareCaller(page)
    if (protocol === 'tcp') await takeRelaysOnly(page, protocol)
    else await hideAddress(page)
    await page.goto(path)
    await joinVoice(page)
    await page.getByRole('button', { name: 'Turn camera on' }).click()
  }
  for (const [{ page }, protocol] of [
    [ana, 'UDP'],
    [ben, 'TCP'],
  ] as const) {
    await expectRising(page, 'energy', 1)
    await expectRising(page, 'frames', 1)
    await page.getByRole('button', { name: 'Connected' }).click()
    await expect(page.getByRole('dialog', { name: 'Connection' })).toContainText(`Through a relay, ${protocol}`)
    await page.keyboard.press('Escape')
  }
  // Who hides their address has said no other to anybody than the relay's.
  const addresses = await ben.page.evaluate(async () => {
    const stats = [...((await window.peerConnections.at(-1)?.getStats())?.values() ?? [])]
    return stats.filter(({ type }) => type === 'remote-candidate').map(({ candidateType }) => candidateType)
  })
  expect(addresses.filter((type) => type !== 'relay')).toEqual([])

  // Who has run out of time is refused.
  const expired = [{ urls: [`turn:${coturn.address}`], ...turnCredentials(secret, Date.now() - 60_000) }]
  await ana.page.route('**/api/calls/ice-servers', (route) => route.fulfill({ json: expired }))
  await ana.page.goto('/settings/call-check')
  await ana.page.getByRole('button', { name: 'Start the check' }).click()
  await expect(step(ana.page, 'Relay over UDP')).toContainText('The relay refuses us')
  await ana.page.unroute('**/api/calls/ice-servers')
  await ana.page.getByRole('button', { name: 'Check again' }).click()
  for (const name of ['Your address', 'Relay over UDP', 'A call with yourself']) {
    await expect(step(ana.page, name)).toContainText('Passed')
  }
  await expect(step(ana.page, 'A call with yourself')).toContainText('Through the relay')
  await coturn.stop()

  // A server with another secret takes our credentials for forged.
  await using _stranger = await startCoturn(turnPort, 'what nobody here knows')
  for (const { page } of [ana, ben]) {
    await page.getByRole('button', { name: 'Leave the call' }).click()
    await page.goto(path)
    await joinVoice(page)
  }
  await ana.page.getByRole('link', { name: 'Check', exact: true }).click({ timeout: 30_000 })
  await ana.page.getByRole('button', { name: 'Start the check' }).click()
  await expect(step(ana.page, 'Relay over UDP')).toContainText('The relay refuses us')
  await expect(step(ana.page, 'A call with yourself')).toContainText('You hide your address')
})
