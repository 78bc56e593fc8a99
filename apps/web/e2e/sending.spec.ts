import { expect } from '@playwright/test'
import {
  composer,
  message,
  messages,
  openActions,
  openHome,
  pendingMessage,
  send,
  shownMatches,
} from './support/chat.ts'
import { writeHistory } from './support/history.ts'
import { inspect } from './support/inspect.ts'
import { intercept } from './support/live-connection.ts'
import { meet } from './support/scene.ts'
import { phone, test } from './support/test.ts'

test('a message is there at once, greyed until the app has it', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const connection = await intercept(ana.page)
  await ana.page.goto(path)
  await send(ana.page, 'Before the storm')
  const colourOf = (text: string) =>
    messages(ana.page)
      .getByText(text)
      .evaluate((element) => getComputedStyle(element).color)
  await expect(message(ana.page, 'Before the storm')).toBeVisible()
  const solid = await colourOf('Before the storm')

  connection.hold()
  await send(ana.page, 'Into the wind')
  const pending = pendingMessage(ana.page, 'Into the wind')
  await expect(pending).toContainText('Sending…')
  await expect(pending.getByText('Into the wind')).not.toHaveCSS('color', solid)
  await expect(message(ana.page, 'Into the wind')).toBeHidden()

  connection.release()
  await expect(message(ana.page, 'Into the wind')).toBeVisible()
  await expect(pending).toBeHidden()
  await expect(messages(ana.page).getByText('Into the wind')).toHaveCount(1)
  expect(await colourOf('Into the wind')).toBe(solid)
})

test('a message the app refuses can be tried again or discarded', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const connection = await intercept(ana.page)
  await ana.page.goto(path)
  await expect(composer(ana.page)).toBeVisible()
  connection.refuse('forbidden', 'You may not do that')
  await send(ana.page, 'First try')
  await send(ana.page, 'Second thoughts')
  const first = pendingMessage(ana.page, 'First try')
  const second = pendingMessage(ana.page, 'Second thoughts')
  await expect(first).toContainText('Not sent: You are not allowed to do that.')
  await expect(second).toContainText('Not sent')

  await second.getByRole('button', { name: 'Discard' }).click()
  await expect(second).toBeHidden()
  await ana.page.reload()
  await expect(first).toContainText('Not sent')
  await expect(messages(ana.page)).not.toContainText('Second thoughts')

  connection.accept()
  await first.getByRole('button', { name: 'Retry' }).click()
  await expect(message(ana.page, 'First try')).toBeVisible()
  await expect(first).toBeHidden()
})

test('the app is killed under people who write, and nothing is lost, doubled or out of order', async ({
  app,
  newPerson,
  problems,
}) => {
  test.slow()
  problems.expect(/^net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED) /)
  problems.expect(/^console: WebSocket connection to/)
  const ana = await newPerson('Ana')
  const ben = await newPerson('Ben')
  const { path } = await meet('Harbour', ana, ben)
  await ana.page.goto(path)
  await ben.page.goto(path)
  await expect(composer(ben.page)).toBeVisible()

  const numbers = Array.from({ length: 12 }, (_, index) => `№${index + 1}`)
  let killed: Promise<void> | undefined
  for (const [index, number] of numbers.entries()) {
    if (index === 6) killed = app.kill()
    await send(ana.page, `Message ${number}`)
  }
  await killed
  await expect(pendingMessage(ana.page, '№12')).toBeVisible()
  await composer(ana.page).fill('half a thought')
  for (const { page } of [ana, ben]) await expect(page.getByText('Connection lost.')).toBeVisible()
  await send(ben.page, 'Anybody there? №13')

  await app.restart()
  for (const { page } of [ana, ben]) {
    await expect(page.getByText('Connection lost.')).toBeHidden({ timeout: 20_000 })
    await expect
      .poll(async () => (await shownMatches(page, /№\d+/g)).toSorted())
      .toEqual([...numbers, '№13'].toSorted())
    await expect.poll(() => shownMatches(page, /№(?!13)\d+/g)).toEqual(numbers)
    await expect(messages(page).getByText('Sending…')).toHaveCount(0)
  }
  const order = await shownMatches(ana.page, /№\d+/g)
  expect(await shownMatches(ben.page, /№\d+/g)).toEqual(order)
  await expect(composer(ana.page)).toHaveValue('half a thought')

  await ana.page.reload()
  await expect(composer(ana.page)).toHaveValue('half a thought')
  await expect.poll(() => shownMatches(ana.page, /№\d+/g)).toEqual(order)
})

test('a draft waits in its channel', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { server, path } = await meet('Harbour', ana)
  await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
  await ana.page.goto(path)
  await composer(ana.page).fill('to be continued')
  await ana.page.getByRole('link', { name: 'sailing' }).click()
  await expect(composer(ana.page)).toHaveAccessibleName('Message #sailing')
  await expect(composer(ana.page)).toHaveValue('')
  await ana.page.getByRole('link', { name: 'general', exact: true }).click()
  await expect(composer(ana.page)).toHaveValue('to be continued')
  await ana.page.reload()
  await expect(composer(ana.page)).toHaveValue('to be continued')
})

test('an edit waits in its channel too, over reloads, and wherever its message is', async ({ app, newPerson }) => {
  const ana = await newPerson('Ana')
  const { server, channelId, path } = await meet('Harbour', ana)
  await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'sailing' } })
  await writeHistory(app, { channelId, authorId: ana.user.id, count: 150 })
  const { page } = ana
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  await page.goto(path)
  await message(page, 'Line 150.').waitFor()
  await composer(page).press('ArrowUp')
  await editor.fill('Line 150, better')
  await page.getByRole('link', { name: 'sailing' }).click()
  await expect(composer(page)).toHaveAccessibleName('Message #sailing')
  await page.getByRole('link', { name: 'general', exact: true }).click()
  await expect(editor).toHaveValue('Line 150, better')
  await expect(composer(page)).toBeFocused()
  await page.reload()
  await expect(editor).toHaveValue('Line 150, better')
  await composer(page).press('ArrowUp')
  await expect(editor).toBeFocused()
  await editor.press('Enter')
  await expect(message(page, 'Line 150, better')).toContainText('(edited)')

  const { messages: loaded } = await ana.api.listMessages({ params: { channelId }, query: { limit: '100' } })
  await page.goto(`${path}/${loaded[0]?.id}`)
  await expect(message(page, 'Line 51.')).toBeFocused()
  await page.keyboard.press('e')
  await editor.fill('Line 51, better')
  await page.goto(path)
  await page.getByRole('button', { name: 'Go on editing your message' }).click()
  await expect(editor).toBeFocused()
  await expect(editor).toHaveValue('Line 51, better')
  await editor.press('Escape')
  await expect(editor).toBeHidden()
  await page.reload()
  await expect(message(page, 'Line 150, better')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Go on editing your message' })).toBeHidden()

  // Nothing was changed: there is nothing to go on with.
  await composer(page).press('ArrowUp')
  await expect(editor).toBeFocused()
  await page.getByRole('link', { name: 'sailing' }).click()
  await expect(composer(page)).toHaveAccessibleName('Message #sailing')
  await page.getByRole('link', { name: 'general', exact: true }).click()
  await expect(message(page, 'Line 150, better')).toBeVisible()
  await expect(editor).toBeHidden()
})

for (const [size, options] of [
  ['desktop', undefined],
  ['phone', phone],
] as const) {
  test(`a message deleted while it is edited gives its text back (${size})`, async ({ newPerson }) => {
    const ana = await newPerson('Ana', options)
    const { channelId, path } = await meet('Harbour', ana)
    const say = (content: string) => ana.api.sendMessage({ params: { channelId }, body: { content } })
    const { id: first } = await say('First')
    const { id: second } = await say('Second')
    const { page } = ana
    const editor = page.getByRole('textbox', { name: 'Edit message' })
    const notice = page.getByRole('list', { name: 'Notifications' })
    await ana.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(path)

    await (await openActions(page, 'Second')).getByRole('button', { name: 'Edit' }).click()
    await editor.fill('A better second')
    await ana.api.deleteMessage({ params: { messageId: second } })
    await expect(notice).toContainText('The message you were editing was deleted.')
    await expect(editor).toBeHidden()
    await notice.getByRole('button', { name: 'Copy what you were writing' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('A better second')

    // While one is away.
    await (await openActions(page, 'First')).getByRole('button', { name: 'Edit' }).click()
    await editor.fill('A better first')
    await openHome(page)
    await expect(editor).toBeHidden()
    await ana.api.deleteMessage({ params: { messageId: first } })
    await page.goto(path)
    await expect(notice).toContainText('The message you were editing was deleted.')
    await notice.getByRole('button', { name: 'Copy what you were writing' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('A better first')
  })
}

test('a message edited on another device meanwhile is not overwritten unasked', async ({ newPerson, problems }) => {
  problems.expect(/^409 PATCH \/api\/messages\//)
  const ana = await newPerson('Ana')
  const { channelId, path } = await meet('Harbour', ana)
  const { id: messageId } = await ana.api.sendMessage({ params: { channelId }, body: { content: 'Tea at four' } })
  const editElsewhere = (content: string) => ana.api.editMessage({ params: { messageId }, body: { content } })
  const { page } = ana
  const connection = await intercept(page)
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  const conflict = page.getByText('You have edited this message on another device')
  await page.goto(path)
  await expect(message(page, 'Tea at four')).toBeVisible()
  await composer(page).press('ArrowUp')
  await editElsewhere('Tea at five')
  await expect(editor).toHaveValue('Tea at five')

  await editor.fill('Tea at five, with cake')
  await editElsewhere('Tea at six')
  await expect(conflict).toBeVisible()
  await inspect(page, 'edit-conflict')
  await editor.press('Enter')
  await expect(page.getByRole('button', { name: 'Go on from that' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(editor).toHaveValue('Tea at six')
  await editor.press('Control+z')
  await expect(editor).toHaveValue('Tea at five, with cake')
  await editElsewhere('Tea at seven')
  await page.getByRole('button', { name: 'Save this one instead' }).click()
  await expect(message(page, 'Tea at five, with cake')).toBeVisible()
  await expect(editor).toBeHidden()

  // What this device has not heard of yet.
  await composer(page).press('ArrowUp')
  await editor.fill('Coffee')
  connection.hold()
  await editElsewhere('No tea today')
  await editor.press('Enter')
  await expect(conflict).toBeVisible()
  await expect(message(page, 'No tea today')).toBeVisible()
})

test('Shift+Enter breaks the line, and the arrow up edits the last message', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path, channelId } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await composer(page).fill('one')
  await composer(page).press('Shift+Enter')
  await composer(page).pressSequentially('two')
  await expect(composer(page)).toHaveValue('one\ntwo')
  await composer(page).press('Enter')
  await expect(message(page, 'one')).toContainText('one\ntwo', { useInnerText: true })

  await composer(page).press('ArrowUp')
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  await expect(editor).toBeFocused()
  await editor.press('Escape')
  await expect(editor).toBeHidden()
  await expect(composer(page)).toBeFocused()
  await composer(page).press('ArrowUp')
  await editor.fill('three')
  await editor.press('Enter')
  await expect(message(page, 'three')).toContainText('(edited)')
  await expect(composer(page)).toBeFocused()

  // What is higher than the view is shown to its end meanwhile, and the list is back at its own afterwards.
  await composer(page).fill('four\n'.repeat(60))
  await composer(page).press('Enter')
  await expect(message(page, 'four')).toBeInViewport()
  await composer(page).press('ArrowUp')
  await expect(editor).toHaveValue(/four/)
  await expect(editor).toBeFocused()
  await editor.press('Escape')
  await expect(editor).toBeHidden()
  await ana.api.sendMessage({ params: { channelId }, body: { content: 'five' } })
  await expect(message(page, 'five')).toBeInViewport()
})

test('whoever edits a message down to nothing is asked whether to delete it', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await send(page, 'Oops')
  await (await openActions(page, 'Oops')).getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  await editor.fill('')
  await editor.press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(editor).toBeVisible()
  await editor.press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete message' }).click()
  await expect(editor).toBeHidden()
  await expect(messages(page)).not.toContainText('Oops')
})

test('text over the limit is counted down, and is not sent', async ({ newPerson }) => {
  const ana = await newPerson('Ana')
  const { path } = await meet('Harbour', ana)
  const { page } = ana
  await page.goto(path)
  await composer(page).fill('a'.repeat(4001))
  await expect(page.getByText('1 character too many')).toBeAttached()
  await composer(page).press('Enter')
  await expect(composer(page)).toHaveValue('a'.repeat(4001))
  await composer(page).press('Backspace')
  await expect(page.getByText('0 characters left')).toBeAttached()
  await composer(page).press('Enter')
  await expect(message(page, 'aaaa')).toBeVisible()
})
