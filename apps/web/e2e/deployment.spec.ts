import { expect } from '@playwright/test'
import { composer, message, pendingMessage, send } from './support/chat.ts'
import { startReverseProxy } from './support/reverse-proxy.ts'
import { meet } from './support/scene.ts'
import { desktop, test } from './support/test.ts'

test('a deployment is waited for, and the new version offered', async ({ app, newPerson, problems }) => {
  problems.expect(/503/, /WebSocket connection to .* failed/, /ERR_EMPTY_RESPONSE/)
  const proxy = await startReverseProxy(app.url)
  const ana = await newPerson('Ana', { ...desktop, serviceWorkers: 'allow' })
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(proxy.url + path)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await expect(composer(page)).toBeVisible()
  const banner = page.getByRole('status')

  await test.step('the app is away', async () => {
    proxy.loseApp()
    await expect(banner.filter({ hasText: 'Connection lost. Trying again' })).toBeVisible()
    await send(page, 'Written meanwhile')
    await expect(pendingMessage(page, 'Written meanwhile')).toContainText(/Sending|Not sent yet/)
    await page.reload()
    await expect(page.getByRole('heading', { name: 'This page did not load' })).toBeVisible()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'This page did not load' })).toBeVisible()
  })

  await test.step('another build of it is there', async () => {
    proxy.rewrite('/service-worker.js', (content) =>
      content
        .replace(/"version":"\w+"/, '"version":"next"')
        .replace(/"entry":"[^"]+"/, '"entry":"/assets/index-next.js"'),
    )
    proxy.findApp()
    // By itself.
    await expect(message(page, 'Written meanwhile')).toBeVisible()
    await expect(banner.filter({ hasText: 'Connection lost' })).toBeHidden()
    await expect(banner.filter({ hasText: 'A new version of Parley is ready.' })).toBeVisible()
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByText('A new version of Parley is ready.')).toBeHidden()
    await expect(message(page, 'Written meanwhile')).toBeVisible()
  })
  await page.close()
  proxy.stop()
})
