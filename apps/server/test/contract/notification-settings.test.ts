import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { signIn, signUpAll } from '../support/people.ts'

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')

const until = '2031-01-31T12:00:00.000Z'

test('what one chooses is there on every device, and is nobody else’s affair', async () => {
  const { serverId, channelId } = await createCommunity(ana, ben)
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  const elsewhere = await listen(await signIn(app.url, ana))
  const stranger = await listen(ben)

  const quiet = { level: 'none' as const, muted: false, mutedUntil: null }
  const loud = { level: 'all' as const, muted: false, mutedUntil: null }
  const muted = { level: null, muted: true, mutedUntil: until }
  await ana.api.updateServerNotificationSettings({ params: { serverId }, body: quiet })
  await ana.api.updateChannelNotificationSettings({ params: { channelId }, body: loud })
  await ana.api.updateConversationNotificationSettings({ params: { conversationId }, body: muted })

  expect(await ana.api.listNotificationSettings()).toEqual({
    servers: [{ serverId, ...quiet }],
    channels: expect.toSatisfy((list: unknown[]) => list.length === 2) as unknown,
  })
  const { channels } = await ana.api.listNotificationSettings()
  expect(channels).toContainEqual({ channelId, ...loud })
  expect(channels).toContainEqual({ channelId: conversationId, ...muted })
  await elsewhere.heard.settled()
  expect(elsewhere.heard.all('notification-settings-updated')).toEqual([
    { serverId, ...quiet },
    { channelId, ...loud },
    { channelId: conversationId, ...muted },
  ])

  expect(await ben.api.listNotificationSettings()).toEqual({ servers: [], channels: [] })
  await stranger.heard.settled()
  expect(stranger.heard.all('notification-settings-updated')).toEqual([])
})

test('the last choice counts, and what is not muted has no end of it', async () => {
  const { channelId } = await createCommunity(ana)
  const choose = (muted: boolean) =>
    ana.api.updateChannelNotificationSettings({
      params: { channelId },
      body: { level: null, muted, mutedUntil: until },
    })
  expect(await choose(true)).toMatchObject({ muted: true, mutedUntil: until })
  expect(await choose(false)).toMatchObject({ muted: false, mutedUntil: null })
})

test('what one has chosen about a server is kept from those who have left it', async () => {
  const { serverId, channelId, inviteCode } = await createCommunity(ana, ben)
  const body = { level: 'all' as const, muted: false, mutedUntil: null }
  await ben.api.updateServerNotificationSettings({ params: { serverId }, body })
  await ben.api.updateChannelNotificationSettings({ params: { channelId }, body })
  await ben.api.leaveServer({ params: { serverId } })
  expect(await ben.api.listNotificationSettings()).toEqual({ servers: [], channels: [] })
  await ben.api.joinServer({ body: { inviteCode } })
  expect(await ben.api.listNotificationSettings()).toMatchObject({ servers: [{ serverId }], channels: [{ channelId }] })
})
