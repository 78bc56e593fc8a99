import { expect } from '@playwright/test'
import { joinVoice, prepareCaller } from '../../e2e/support/calls.ts'
import { meet } from '../../e2e/support/scene.ts'
import type { Scene, States } from '../state.ts'

/** Lets two newcomers meet in a voice channel. @returns the other one */
async function talkWithInes({ newPerson, page, signUp }: Scene) {
  const ines = await newPerson('Ines')
  const { server } = await meet('Harbour Radio', await signUp(), ines)
  for (const caller of [ines.page, page]) {
    await prepareCaller(caller)
    await caller.goto(`/channels/${server.id}`)
    await joinVoice(caller)
  }
  return ines
}

/** Voice and video. Who joins a call is in no other picture. */
export const calls: States = {
  'voice-channel': { at: ({ pathOf }) => pathOf('Studio') },
  'voice-channel-empty': { at: ({ pathOf }) => pathOf('Green room') },
  call: {
    signedOut: true,
    async before(scene) {
      const ines = await talkWithInes(scene)
      await ines.page.getByRole('button', { name: 'Turn camera on' }).click()
      await expect(scene.page.locator('video').first()).toBeVisible()
    },
  },
  'call-screen': {
    signedOut: true,
    async before(scene) {
      const ines = await talkWithInes(scene)
      await ines.page.getByRole('button', { name: 'Share the screen' }).click()
      await expect(scene.page.getByRole('button', { name: 'Screen of Ines' })).toBeVisible()
      await expect(scene.page.locator('video').first()).toBeVisible()
    },
  },
  'call-volume': {
    signedOut: true,
    async before(scene) {
      await talkWithInes(scene)
      await scene.page.getByRole('button', { name: 'Volume of Ines' }).click()
      await expect(scene.page.getByRole('dialog')).toBeVisible()
    },
  },
  'call-elsewhere': {
    signedOut: true,
    async before({ page, signUp }) {
      const { server, path } = await meet('Harbour Radio', await signUp())
      await page.goto(`/channels/${server.id}`)
      await joinVoice(page)
      await page.goto(path)
      await expect(page.getByRole('region', { name: 'Your call' })).toBeVisible()
    },
  },
  'call-ringing': {
    signedOut: true,
    async before({ newPerson, page, signUp }) {
      const ines = await newPerson('Ines')
      const { id } = await ines.api.createConversation({ body: { userId: (await signUp()).user.id } })
      await page.goto('/conversations')
      await ines.page.goto(`/conversations/${id}`)
      await ines.page.getByRole('button', { name: 'Call' }).click()
      await expect(page.getByRole('alert', { name: 'Incoming call' })).toBeVisible()
    },
  },
}
