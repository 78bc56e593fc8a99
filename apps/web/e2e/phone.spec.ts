import { expect, type Page } from '@playwright/test'
import { composer, message } from './support/chat.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'

/** Draws one finger across the middle of the screen. */
async function swipe(page: Page, direction: 'left' | 'right'): Promise<void> {
  const [from, to] = direction === 'left' ? [320, 120] : [80, 280]
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y: 400 }] })
  await touch('touchStart', from)
  await touch('touchMove', (from + to) / 2)
  await touch('touchMove', to)
  await touch('touchEnd')
  await session.detach()
}

test('swipes go from the channels to the chat, to the members and back; the address and Back follow', async ({
  newPerson,
}) => {
  const ana = await newPerson('Ana', phone)
  const { server, path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await expect(composer(page)).toBeVisible()
  const channels = page.getByRole('navigation', { name: 'Channels' })
  const members = page.getByRole('dialog', { name: 'Members' })

  await swipe(page, 'left')
  await expect(members).toBeVisible()
  await swipe(page, 'right')
  await expect(members).toBeHidden()
  await swipe(page, 'right')
  await expect(channels).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/channels/${server.id}$`))
  await swipe(page, 'left')
  await expect(composer(page)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`${path}$`))
  await page.goBack()
  await expect(channels).toBeVisible()
})

/** What is to be pressed and is smaller than a fingertip, unless it is a link within a sentence. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const minimum = 44
    const selector = 'a[href], button, input, textarea, [role="switch"], [role="radio"], [role="menuitem"]'
    return [...document.querySelectorAll<HTMLElement>(selector)].flatMap((element) => {
      if (!element.checkVisibility({ opacityProperty: true }) || element.closest('.sr-only, p, [aria-hidden="true"]'))
        return []
      const { width, height, top, left, right } = element.getBoundingClientRect()
      // The link to the content waits above the screen.
      if (top + height <= 0 || right <= 0 || left >= innerWidth) return []
      // A switch is as large as its label, which presses it too.
      const label = element.id ? document.querySelector<HTMLElement>(`label[for="${element.id}"]`) : null
      // Pressing the frame of the field is pressing the field; a name in a line of text is text.
      const frame = element.matches('textarea') ? element.closest('form') : null
      if (element.closest('[data-message-id]')) return []
      const reach = frame
        ? frame.getBoundingClientRect().height
        : label
          ? Math.max(height, label.parentElement?.getBoundingClientRect().height ?? 0)
          : height
      if (width >= minimum - 0.5 && reach >= minimum - 0.5) return []
      const name = element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40)
      return [`${element.tagName.toLowerCase()} "${name}" ${Math.round(width)}×${Math.round(reach)}`]
    })
  })
}

test('everything to be pressed is large enough for a finger', async ({ newPerson }) => {
  const ana = await newPerson('Ana', phone)
  const ben = await newPerson('Ben')
  const { server, channelId, path } = await meet('Harbour', ana, ben)
  await ben.api.sendMessage({ params: { channelId }, body: { content: 'Land ahoy' } })
  const { id } = await ben.api.createConversation({ body: { userId: ana.user.id } })
  const { page } = ana
  const pages = [
    path,
    `/channels/${server.id}`,
    '/conversations',
    `/conversations/${id}`,
    '/settings',
    '/settings/notifications',
    '/settings/appearance',
  ]
  const found: Record<string, string[]> = {}
  for (const address of pages) {
    await page.goto(address)
    await expect(page.getByRole('main')).toBeVisible()
    if (address === path) await expect(message(page, 'Land ahoy')).toBeVisible()
    const small = await smallTargets(page)
    if (small.length > 0) found[address] = small
  }
  expect(found).toEqual({})
})
