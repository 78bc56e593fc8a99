import { expect } from '@playwright/test'
import { isolate } from '../src/app/isolate.ts'
import { backToList, closeMembers, message, openMembers } from './support/chat.ts'
import { meet } from './support/scene.ts'
import { expectNothingSideways } from './support/sideways.ts'
import { desktop, phone, test } from './support/test.ts'

const person = 'أمينة 🌊 of the lighthouse 2.0'
const place = `نادي الشاي ☕ ${'and-everything-that-goes-with-it-'.repeat(3)}`.slice(0, 100)

for (const [size, options] of Object.entries({
  desktop,
  // The smallest there are.
  phone: { ...phone, viewport: { width: 360, height: 640 } },
})) {
  test(`names of any script and length leave everything in its place (${size})`, async ({ newPerson }) => {
    const ana = await newPerson('Ana', options)
    const amina = await newPerson(person)
    const { server } = await meet(place, ana, amina)
    const { id: channelId } = await ana.api.createChannel({ params: { serverId: server.id }, body: { name: place } })
    await amina.api.sendMessage({
      params: { channelId },
      body: { content: `مرحبا! https://example.org/${'a'.repeat(300)}` },
    })
    const { id: conversationId } = await amina.api.createConversation({ body: { userId: ana.user.id } })
    const { page } = ana

    await page.goto(`/channels/${server.id}/${channelId}`)
    await expect(message(page, 'مرحبا').getByText(person)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: place })).toHaveCSS('direction', 'rtl')
    await expect(page).toHaveTitle(`${isolate(`#${place}`)} · Parley`)
    await expectNothingSideways(page)
    const members = await openMembers(page)
    await members.getByRole('button', { name: person }).click()
    const card = page.getByRole('dialog', { name: `Profile of ${isolate(person)}` })
    await expect(card.getByRole('heading', { name: person, exact: true })).toHaveCSS('direction', 'rtl')
    await expectNothingSideways(page)
    await page.keyboard.press('Escape')
    await closeMembers(page)
    await backToList(page)
    await expect(page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name: place })).toBeVisible()
    await expectNothingSideways(page)

    await page.goto(`/conversations/${conversationId}`)
    await expect(page.getByRole('heading', { level: 1 }).getByText(person)).toHaveCSS('direction', 'rtl')
    await expectNothingSideways(page)
    await page.goto(`/servers/${server.id}/settings/overview`)
    await expect(page.getByLabel('Server name')).toHaveValue(place)
    await expectNothingSideways(page)
  })
}
