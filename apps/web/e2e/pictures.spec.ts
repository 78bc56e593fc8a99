import { expect, type Locator, type Page } from '@playwright/test'
import { message, messages } from './support/chat.ts'
import { inspect } from './support/inspect.ts'
import { meet } from './support/scene.ts'
import { desktop, phone, test } from './support/test.ts'

/** A picture as somebody might have on their disk. */
async function photograph(page: Page) {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 600 })
    const context = canvas.getContext('2d')
    if (!context) throw new Error('A browser draws')
    const sky = context.createLinearGradient(0, 0, 0, 600)
    for (const [at, colour] of [
      [0, '#f9c74f'],
      [0.6, '#f3722c'],
      [0.61, '#277da1'],
      [1, '#123'],
    ] as const) {
      sky.addColorStop(at, colour)
    }
    context.fillStyle = sky
    context.fillRect(0, 0, 900, 600)
    context.fillStyle = '#fff'
    context.arc(450, 330, 90, 0, 7)
    context.fill()
    return canvas.toDataURL('image/png').split(',')[1] ?? ''
  })
  return { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') }
}

/** The avatar or icon within something, once it is drawn. */
async function expectPicture(within: Locator): Promise<void> {
  const image = within.locator('img[src^="/api/images/"]').first()
  await expect.poll(() => image.evaluate(({ naturalWidth }: HTMLImageElement) => naturalWidth)).toBe(256)
}

async function upload(page: Page, file: Awaited<ReturnType<typeof photograph>>): Promise<Locator> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /^(Upload a|Change) picture$/ }).click()
  await (await chooser).setFiles(file)
  return page.getByRole('dialog', { name: 'Frame your picture' })
}

for (const [size, options] of Object.entries({ desktop, phone })) {
  test(`a picture is framed and saved, seen by others at once, and removed, on a ${size}`, async ({ newPerson }) => {
    const ana = await newPerson('Ana', options)
    const ben = await newPerson('Ben')
    const { path, channelId } = await meet('Harbour', ana, ben)
    await ana.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })
    await ben.page.goto(path)
    await expect(message(ben.page, 'Ahoy')).toBeVisible()

    const { page } = ana
    await page.goto('/settings/profile')
    const dialog = await upload(page, await photograph(page))
    const frame = dialog.getByRole('application', { name: 'The part that is kept' })
    await expect(frame).toBeVisible()
    await frame.press('ArrowRight')
    await dialog.getByRole('slider', { name: 'Zoom' }).fill('2')
    await inspect(page, 'frame-picture')
    await dialog.getByRole('button', { name: 'Save picture' }).click()
    await expect(page.getByRole('list', { name: 'Notifications' })).toContainText('Picture saved')
    await expect(page.getByRole('button', { name: 'Change picture' })).toBeFocused()
    await expectPicture(page.getByRole('region', { name: 'Preview' }))
    await expectPicture(messages(ben.page))
    await inspect(page, 'profile-with-picture')

    await page.getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('button', { name: 'Upload a picture' })).toBeFocused()
    await expect(messages(ben.page).locator('img')).toHaveCount(0)
  })
}

test('what is no picture is refused in plain words, before and after it is sent', async ({ newPerson, problems }) => {
  // The second is the tracer's, which wants to keep the picture.
  problems.expect(/^400 PUT \/api\/auth\/avatar/, /^console: Connecting to 'blob:/)
  const { page } = await newPerson('Ana')
  await page.goto('/settings/profile')
  const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('No picture') }
  await page.locator('input[type=file]').setInputFiles(text)
  await expect(page.getByRole('alert').filter({ hasText: 'not a picture' })).toBeVisible()

  const large = { name: 'large.png', mimeType: 'image/png', buffer: Buffer.alloc(8 * 1024 * 1024 + 1) }
  await page.locator('input[type=file]').setInputFiles(large)
  await expect(page.getByRole('alert').filter({ hasText: 'too large' })).toBeVisible()

  const broken = { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('No picture') }
  await page.locator('input[type=file]').setInputFiles(broken)
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be read' })).toBeVisible()

  // Whole enough for the browser to show, but not for the app.
  const { buffer } = await photograph(page)
  const cut = { name: 'cut.png', mimeType: 'image/png', buffer: buffer.subarray(0, buffer.length - 2000) }
  const dialog = await upload(page, cut)
  await dialog.getByRole('button', { name: 'Save picture' }).click()
  await expect(dialog.getByRole('alert')).toContainText('cannot be used')
})

test('a server has an icon, which its members see at once', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { server, path } = await meet('Harbour', ana, ben)
  await ben.page.goto(path)
  const rail = ben.page.getByRole('navigation', { name: 'Servers' })
  await expect(rail.getByRole('link', { name: /Harbour/ })).toBeVisible()

  await ana.page.goto(`/servers/${server.id}/settings/overview`)
  const dialog = await upload(ana.page, await photograph(ana.page))
  await dialog.getByRole('button', { name: 'Save picture' }).click()
  await expect(ana.page.getByRole('list', { name: 'Notifications' })).toContainText('Icon saved')
  await expectPicture(rail)
  await inspect(ana.page, 'server-overview')

  const visitor = await newPerson('Cleo', phone)
  await visitor.page.goto(`/invite/${server.inviteCode}`)
  await expectPicture(visitor.page.getByRole('main'))
})
