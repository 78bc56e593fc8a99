import { expect, type Page } from '@playwright/test'
import { composer, message, messages, send } from './support/chat.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'
import { swipe } from './support/touch.ts'

test.describe('on a phone', () => {
  test('a swipe leads from a channel to the list and to the members, and Back undoes it', async ({ newPerson }) => {
    const ana = await newPerson('Ana', phone)
    const { server, path } = await meet('Harbour', ana)
    const { page } = ana
    const channels = page.getByRole('navigation', { name: 'Channels' })
    const members = page.getByRole('dialog', { name: 'Members' })
    await page.goto(`/channels/${server.id}`)
    await channels.getByRole('link', { name: 'general' }).tap()
    await expect(composer(page)).toBeVisible()

    await swipe(messages(page), { x: 200 })
    await expect(channels).toBeVisible()
    await expect(page).toHaveURL(`/channels/${server.id}`)
    await swipe(channels, { x: -200 })
    await expect(composer(page)).toBeVisible()
    await expect(page).toHaveURL(path)

    await swipe(messages(page), { x: -200 })
    await expect(members.getByRole('button', { name: /^Ana/ })).toBeVisible()
    await swipe(members, { x: 150 })
    await expect(members).toBeHidden()
    await swipe(messages(page), { x: -200 })
    await expect(members).toBeVisible()
    await page.goBack()
    await expect(members).toBeHidden()
    await expect(page).toHaveURL(path)

    // There has been no more to and fro than that.
    await page.goBack()
    await expect(page).toHaveURL(`/channels/${server.id}`)
    await expect(channels).toBeVisible()
  })

  test('a swipe leads from a conversation to the others and back', async ({ newPerson }) => {
    const ana = await newPerson('Ana', phone)
    const ben = await newPerson('Ben')
    const cleo = await newPerson('Cleo')
    const { id } = await ana.api.createConversation({ body: { userId: ben.user.id } })
    const { page } = ana
    await page.goto(`/conversations/${id}`)
    await expect(composer(page)).toBeVisible()
    const { id: conversationId } = await cleo.api.createConversation({ body: { userId: ana.user.id } })
    await cleo.api.sendConversationMessage({ params: { conversationId }, body: { content: 'Hello?' } })
    await expect(page.getByRole('button', { name: 'Back, 1 message for you' })).toBeVisible()
    await swipe(messages(page), { x: 200 })
    const list = page.getByRole('navigation', { name: 'Conversations' })
    await expect(list.getByRole('link', { name: /^Ben/ })).toBeVisible()
    await swipe(page.getByRole('main'), { x: -200 })
    await expect(page).toHaveURL(`/conversations/${id}`)
  })

  test('scrolling, long lines of code and a little movement are no swipes', async ({ newPerson }) => {
    const ana = await newPerson('Ana', phone)
    const { path, channelId } = await meet('Harbour', ana)
    for (let line = 1; line <= 30; line++) {
      await ana.api.sendMessage({ params: { channelId }, body: { content: `Line ${line}.` } })
    }
    await ana.api.sendMessage({
      params: { channelId },
      body: { content: `\`\`\`\n${'a long line of code '.repeat(20)}\n\`\`\`` },
    })
    const { page } = ana
    await page.goto(path)
    const code = message(page, 'a long line of code').locator('pre')
    await expect(code).toBeVisible()

    await swipe(code, { x: -200 })
    expect(await code.evaluate((block) => block.scrollLeft)).toBeGreaterThan(100)
    await swipe(code, { x: 150 })
    await swipe(message(page, 'Line 29.'), { x: 30 })
    await swipe(message(page, 'Line 29.'), { x: 80, y: 200 })
    await expect(message(page, 'Line 20.')).toBeInViewport()
    await expect(page).toHaveURL(path)
    await expect(page.getByRole('dialog', { name: 'Members' })).toBeHidden()
  })

  test('what one writes stays in view above the keyboard, and clear of what the screen does not show', async ({
    newPerson,
  }) => {
    const ana = await newPerson('Ana', phone)
    const { path } = await meet('Harbour', ana)
    const { page, context } = ana
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 50, bottom: 34 } })
    await page.goto(path)
    await send(page, 'Is this seen?')
    const bottomOf = (locator: ReturnType<typeof composer>) =>
      locator.evaluate((element) => element.getBoundingClientRect().bottom)
    expect(await bottomOf(composer(page))).toBeLessThanOrEqual(phone.viewport.height - 34)
    const back = await page.getByRole('button', { name: 'Back' }).boundingBox()
    expect(back?.y).toBeGreaterThanOrEqual(50)

    // As `interactive-widget=resizes-content` has it.
    await composer(page).focus()
    await page.setViewportSize({ width: phone.viewport.width, height: 480 })
    await expect(composer(page)).toBeInViewport({ ratio: 1 })
    await expect(message(page, 'Is this seen?')).toBeInViewport({ ratio: 1 })
  })
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
      if (element.closest('[data-message-id]') && !element.hasAttribute('aria-label')) return []
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
  // What is still on its way in is smaller.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const pages = [
    path,
    `/channels/${server.id}`,
    '/conversations',
    `/conversations/${id}`,
    '/settings',
    ...['profile', 'account', 'sessions', 'voice', 'appearance', 'notifications'].map((name) => `/settings/${name}`),
    `/servers/${server.id}/settings`,
    ...['overview', 'invite', 'channels', 'members'].map((name) => `/servers/${server.id}/settings/${name}`),
  ]
  const found: Record<string, string[]> = {}
  for (const address of pages) {
    await page.goto(address)
    await expect(page.getByRole('main')).toBeVisible()
    if (address === path) await expect(message(page, 'Land ahoy')).toBeVisible()
    const small = await smallTargets(page)
    if (small.length > 0) found[address] = small
  }

  const look = async (name: string) => {
    const small = await smallTargets(page)
    if (small.length > 0) found[name] = small
  }
  await page.goto(path)
  await message(page, 'Land ahoy').tap()
  await expect(page.getByRole('button', { name: 'Copy text' })).toBeVisible()
  await look('actions of a message')
  await page.getByRole('button', { name: 'Show members' }).tap()
  await expect(page.getByRole('dialog', { name: 'Members' }).getByRole('button', { name: /^Ben/ })).toBeVisible()
  await look('members')
  await page.getByRole('button', { name: /^Ben/ }).tap()
  await expect(page.getByRole('heading', { name: 'Ben' }).first()).toBeVisible()
  await look('profile card')
  expect(found).toEqual({})
})
