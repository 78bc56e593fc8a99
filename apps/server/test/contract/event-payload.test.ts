import type { Realtime } from '@parley/client/realtime'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { type Person, signIn, signUpAll } from '../support/people.ts'
import { serverEvents } from '../support/server-events.ts'

const app = await startSharedApp()
/** Dora has to do with none of it. */
const { ana, ben, cleo, dora } = await signUpAll(app.url, 'ana', 'ben', 'cleo', 'dora')

/** Breaks the connection through which the app hears of what others change in the database. */
async function cutChangeFeed(): Promise<void> {
  const client = new pg.Client({ connectionString: app.database.url })
  await client.connect()
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'parley-changes'`,
  )
  await client.end()
}

/** One calls, the other answers, and they exchange what connects them. */
async function call(caller: Realtime, callee: Realtime, callId: string): Promise<void> {
  const join = { channelId: callId, media: { audio: true, video: false, screen: false } }
  const { selfId: from } = await caller.request('join-call', join)
  const { selfId: to } = await callee.request('join-call', join)
  await callee.request('call-state', { callId, muted: true, deafened: false, video: false, screen: false })
  await callee.request('offer', { callId, to: from, description: { type: 'offer', sdp: 'v=0' } })
  await caller.request('answer', { callId, to, description: { type: 'answer', sdp: 'v=0' } })
  await caller.request('ice-candidate', { callId, to, candidate: { candidate: '', sdpMid: '0', sdpMLineIndex: 0 } })
  await callee.request('leave-call', { callId })
}

test('every event of the contract reaches whom it concerns, exactly as declared, and nobody else', async () => {
  const stranger = await listen(dora)
  await stranger.live.request('join-servers', {})
  const device = await signIn(app.url, ana)
  const logs: EventLog[] = []
  const open = async (person: Person) => {
    const listener = await listen(person)
    logs.push(listener.heard)
    return listener
  }
  const { live, heard } = await open(ana)
  await open(device)
  const { serverId, channelId, inviteCode } = await createCommunity(ana, cleo)
  await live.request('join-channel', { channelId })
  await live.request('join-servers', {})
  const other = await open(ben)

  await ben.api.joinServer({ body: { inviteCode } })
  await other.live.request('typing-start', { channelId })
  const { id: messageId } = await ben.api.sendMessage({
    params: { channelId },
    body: { content: `Ahoi <@${ana.user.id}>` },
  })
  await ben.api.editMessage({ params: { messageId }, body: { content: 'Ahoy' } })
  await ana.api.markChannelRead({ params: { channelId }, body: { messageId } })
  const quiet = { level: 'none' as const, muted: false, mutedUntil: null }
  await ana.api.updateChannelNotificationSettings({ params: { channelId }, body: quiet })
  await ana.api.updateServerNotificationSettings({ params: { serverId }, body: quiet })
  await ben.api.deleteMessage({ params: { messageId } })
  const group = await ben.api.createConversation({ body: { userIds: [ana.user.id] } })
  const params = { conversationId: group.id }
  await ben.api.updateConversation({ params, body: { name: 'Crew' } })
  await ben.api.updateProfile({ body: { bio: 'At sea' } })
  await call(live, other.live, group.id)
  await ana.api.leaveConversation({ params })
  const deck = await ana.api.createChannel({ params: { serverId }, body: { name: 'deck' } })
  await ana.api.updateChannel({ params: { channelId: deck.id }, body: { topic: 'All hands' } })
  await ana.api.orderChannels({ params: { serverId }, body: { channelIds: [deck.id] } })
  await ben.api.sendMessage({ params: { channelId: deck.id }, body: { content: 'Ahoy' } })
  await heard.first('channel-activity')
  await ana.api.deleteChannel({ params: { channelId: deck.id } })
  await ana.api.updateServer({ params: { serverId }, body: { name: 'Lighthouse' } })
  await ben.api.leaveServer({ params: { serverId } })
  await ana.api.deleteServer({ params: { serverId } })
  await device.api.logout()
  await heard.first('sessions-updated')
  await cutChangeFeed()
  await heard.first('events-missed')
  await heard.settled()

  const names = new Set(logs.flatMap((log) => log.names()))
  // Takes a crowd, which forwarding.test.ts has.
  names.add('call-topology')
  expect([...names].sort()).toEqual([...serverEvents.keys()].sort())
  await stranger.heard.settled()
  const toEverybody = ['presence', 'events-missed']
  expect(stranger.heard.names().filter((name) => !toEverybody.includes(name))).toEqual([])
  expect(stranger.heard.all('presence').filter(({ userId }) => userId !== dora.user.id)).toEqual([])
})
