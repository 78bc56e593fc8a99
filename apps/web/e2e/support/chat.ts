import { expect, type Locator, type Page } from '@playwright/test'

/** Where one writes in the open channel or conversation. */
export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message / })
}

/** What has been written in the open channel or conversation. */
export function messages(page: Page): Locator {
  return page.getByRole('region', { name: /^Messages in / })
}

/** The message with this text, once the app has it. */
export function message(page: Page, text: string): Locator {
  return messages(page).getByRole('article').filter({ hasText: text })
}

/** The row of one's own message that the app does not have yet. */
export function pendingMessage(page: Page, text: string): Locator {
  return messages(page)
    .getByRole('listitem')
    .filter({ hasText: text })
    .filter({ hasNot: page.getByRole('article') })
}

export function isPhone(page: Page): boolean {
  return (page.viewportSize()?.width ?? 0) < 500
}

/** Writes and sends as people do: by Enter, or on a phone by the button. */
export async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  if (isPhone(page)) await page.getByRole('button', { name: 'Send' }).click()
  else await composer(page).press('Enter')
  await expect(composer(page)).toHaveValue('')
}

/** All that matches among the messages in view, in the order it is read in. */
export async function shownMatches(page: Page, pattern: RegExp): Promise<string[]> {
  const text = await messages(page).textContent()
  return text?.match(pattern) ?? []
}

/** Opens a message's actions as people do: by pointing, or on a phone by touching. */
export async function openActions(page: Page, text: string): Promise<Locator> {
  const target = message(page, text)
  if (isPhone(page)) await target.tap()
  else await target.hover()
  return target
}

/** On a phone, leaves the open page for the list it belongs to. */
export async function backToList(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Back' })
  if (isPhone(page) && (await back.isVisible())) await back.click()
}

/** Opens a channel of the open server. */
export async function openChannel(page: Page, name: string): Promise<void> {
  await backToList(page)
  await page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name }).click()
  await expect(composer(page)).toBeVisible()
}

/** Opens the conversations. */
export async function openHome(page: Page): Promise<void> {
  await backToList(page)
  await page.getByRole('link', { name: 'Home' }).click()
}

/** The members of the open server; on a phone they are opened over the chat. */
export async function openMembers(page: Page): Promise<Locator> {
  if (!isPhone(page)) return page.getByRole('complementary', { name: 'Members' })
  await page.getByRole('button', { name: 'Show members' }).click()
  return page.getByRole('dialog', { name: 'Members' })
}

/** Closes what {@link openMembers} has opened over the chat. */
export async function closeMembers(page: Page): Promise<void> {
  if (isPhone(page)) await page.getByRole('dialog', { name: 'Members' }).getByRole('button', { name: 'Close' }).click()
}
