import { expect } from '@playwright/test'
import { composer, isPhone, message, messages, send } from './support/chat.ts'
import { inspect } from './support/inspect.ts'
import { meet } from './support/scene.ts'
import { desktop, phone, test } from './support/test.ts'

for (const [size, options] of Object.entries({ desktop, phone })) {
  test(`people, channels and emoji are named by a few letters (${size})`, async ({ newPerson }) => {
    const ana = await newPerson('Ana', options)
    const ben = await newPerson('Benedikt')
    const { server, path } = await meet('Harbour', ana, ben)
    await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
    const { page } = ana
    const option = (name: RegExp) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name })
    const choose = async (name: RegExp) => {
      await expect(option(name)).toBeVisible()
      if (isPhone(page)) await option(name).tap()
      else await page.keyboard.press('Enter')
      await expect(page.getByRole('listbox')).toBeHidden()
    }
    await page.goto(path)
    await composer(page).focus()
    await page.keyboard.type('Ask @bene')
    await expect(option(/Benedikt/)).toHaveAttribute('aria-selected', 'true')
    await expect(composer(page)).toHaveAttribute(
      'aria-activedescendant',
      (await option(/Benedikt/).getAttribute('id')) ?? '',
    )
    await inspect(page, 'suggestions')
    await choose(/Benedikt/)
    await expect(composer(page)).toHaveValue(`Ask @${ben.user.username} `)
    await page.keyboard.type('in #sai')
    await choose(/sailing/)
    await page.keyboard.type('about :rocke')
    await choose(/:rocket:/)
    await expect(composer(page)).toHaveValue(`Ask @${ben.user.username} in #sailing about 🚀 `)
    if (isPhone(page)) await page.getByRole('button', { name: 'Send' }).tap()
    else await page.keyboard.press('Enter')
    // A phone's keyboard stays.
    await expect(composer(page)).toBeFocused()
    const sent = message(page, 'Ask @Benedikt in #sailing about 🚀')
    await expect(sent.getByRole('link', { name: '#sailing' })).toBeVisible()
    await sent.getByRole('button', { name: '@Benedikt' }).click()
    await expect(page.getByRole('dialog', { name: 'Profile of Benedikt' })).toBeVisible()
  })

  test(`an emoji is picked from all there are (${size})`, async ({ newPerson }) => {
    const ana = await newPerson('Ana', options)
    const { path } = await meet('Harbour', ana)
    const { page } = ana
    await page.goto(path)
    await composer(page).fill('Well done ')
    await page.getByRole('button', { name: 'Emoji' }).click()
    const search = page.getByRole('searchbox', { name: 'Search emoji' })
    await expect(page.getByText('Smileys & emotion')).toBeVisible()
    // On a phone its keyboard would cover the emoji.
    if (isPhone(page)) await expect(search).not.toBeFocused()
    else await expect(search).toBeFocused()
    await inspect(page, 'emoji')
    await search.fill('tada')
    const found = page.getByRole('gridcell', { name: /^party popper/i })
    await expect(found).toBeVisible()
    if (isPhone(page)) await found.tap()
    else await search.press('Enter')
    await expect(composer(page)).toHaveValue('Well done 🎉')
    await expect(composer(page)).toBeFocused()
  })
}

test('suggestions are walked through, declined, and never in the way', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const bea = await newPerson('Bea')
  const { path } = await meet('Harbour', ana, ben, bea)
  const { page } = ana
  const suggestions = page.getByRole('listbox', { name: 'Suggestions' })
  await page.goto(path)
  await composer(page).focus()
  await page.keyboard.type('@be')
  const selected = suggestions.getByRole('option', { selected: true })
  await expect(selected).toContainText('Be')
  const first = (await selected.textContent()) ?? ''
  await page.keyboard.press('ArrowDown')
  await expect(selected).not.toHaveText(first)
  await page.keyboard.press('ArrowUp')
  await expect(selected).toHaveText(first)
  await page.keyboard.press('Escape')
  await expect(suggestions).toBeHidden()
  await page.keyboard.type('n')
  await expect(suggestions).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(message(page, '@ben')).toBeVisible()
  await page.keyboard.type('at 10:30, :) and a#b')
  await expect(suggestions).toBeHidden()
})

test('a shortcode written in full becomes its emoji, and can be taken back', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await composer(page).focus()
  await page.keyboard.type('It is done :tada:')
  await expect(composer(page)).toHaveValue('It is done 🎉')
  await page.keyboard.press('Control+z')
  await expect(composer(page)).toHaveValue('It is done :tada:')
  await page.keyboard.press('End')
  await page.keyboard.type(' at 10:30:')
  await expect(composer(page)).toHaveValue('It is done :tada: at 10:30:')
})

test('a pasted novel is sent in parts, or cut, as one likes', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  const paragraphs = Array.from({ length: 9 }, (_, index) => `Paragraph ${index + 1}. ${'word '.repeat(200)}`.trim())
  await composer(page).fill(paragraphs.join('\n\n'))
  await expect(page.getByText(/a message holds 4,000/)).toBeVisible()
  await inspect(page, 'too-long')
  await page.getByRole('button', { name: 'Send as 3 messages' }).click()
  await expect(message(page, 'Paragraph 9.')).toBeVisible()
  const parts = () => messages(page).getByText(/Paragraph \d\./)
  await expect(parts().first()).toBeAttached()
  await expect(composer(page)).toHaveValue('')
  await expect(composer(page)).toBeFocused()

  await composer(page).fill('x'.repeat(60_000))
  await expect(page.getByText(/too long to be sent in parts/)).toBeVisible()
  await page.getByRole('button', { name: 'Keep the first 4,000' }).click()
  await expect(composer(page)).toHaveValue('x'.repeat(4000))
  await page.keyboard.press('Control+z')
  await expect(composer(page)).toHaveValue('x'.repeat(60_000))

  await composer(page).evaluate((field) => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File(['…'], 'cat.png', { type: 'image/png' }))
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  await expect(page.getByText('Messages hold text and links, no files.')).toBeVisible()
})

test('code is coloured, spoilers open, and a few emoji are large', async ({ newPerson }) => {
  const ana = await newPerson('Ana', { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] })
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await send(page, '```ts\nconst answer: number = 42 // of course\n```')
  const code = message(page, 'const answer')
  await expect(code.locator('.hljs-keyword')).toHaveText('const')
  await code.getByRole('button', { name: 'Copy code' }).click()
  await expect(code.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('const answer: number = 42 // of course')

  await send(page, 'The butler ||did it||')
  const spoiler = page.getByRole('button', { name: 'Spoiler, hidden. Show it' })
  await spoiler.focus()
  await page.keyboard.press('Enter')
  await expect(spoiler).toBeHidden()
  await expect(message(page, 'The butler')).toContainText('did it')

  await send(page, '🎉 🚀')
  await expect(message(page, '🎉 🚀').getByText('🎉 🚀')).toHaveCSS('font-size', '40px')
  await inspect(page, 'code-spoiler-emoji')
})
