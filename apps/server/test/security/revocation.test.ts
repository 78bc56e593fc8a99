import { once } from 'node:events'
import { createApi } from '@parley/client/api'
import type { Realtime } from '@parley/client/realtime'
import type { SessionEndReason } from '@parley/contracts/events'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { loggedErrors } from '../support/app-log.ts'
import { connectWithToken, signInWithToken } from '../support/bearer.ts'
import { createCommunity } from '../support/community.ts'
import { EventLog, listen } from '../support/event-log.ts'
import { type Person, password, signIn, signUp, signUpAll } from '../support/people.ts'

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')
const community = await createCommunity(ana, ben)
/** Ana stays and has the channel open. */
const { live, heard: witness } = await listen(ana)
await live.request('join-channel', { channelId: community.channelId })

/** Ana says something, and it has gone out to everybody who may hear it. */
async function sayAfterwards(): Promise<string> {
  const { id } = await ana.api.sendMessage({ params: { channelId: community.channelId }, body: { content: 'Psst' } })
  await witness.first('message-created', (message) => message.id === id)
  return id
}

const DEADLINE_MS = 1_000

async function withinDeadline<Result>(what: Promise<Result>): Promise<Result> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`Not within ${DEADLINE_MS} ms`)), DEADLINE_MS).unref(),
  )
  return Promise.race([what, late])
}

/** The connection is told why, and closed by the app, and what is said then does not reach it. */
async function expectEnded(
  { live, heard }: { live: Realtime; heard: EventLog },
  reason: SessionEndReason,
  act: () => Promise<unknown>,
) {
  await live.request('join-servers', {})
  await live.request('join-channel', { channelId: community.channelId })
  const closed = once(live.socket as unknown as NodeJS.EventEmitter, 'disconnect')
  await act()
  expect(await withinDeadline(heard.first('session-ended'))).toEqual({ reason })
  await withinDeadline(closed)
  heard.clear()
  await sayAfterwards()
  expect(heard.all('message-created')).toEqual([])
  expect(live.socket.connected).toBe(false)
}

describe('a revoked session keeps no live connection (Mattermost CVE-2026-9162)', () => {
  test('logging out', async () => {
    const device = await signIn(app.url, ben)
    await expectEnded(await listen(device), 'logout', () => device.api.logout())
    await expect(device.connect({ socket: { reconnection: false } })).rejects.toMatchObject({
      data: { code: 'unauthorized' },
    })
  })

  test('logging out of a connection that polls', async () => {
    const device = await signIn(app.url, ben)
    const live = await device.connect({ socket: { transports: ['polling'], reconnection: false } })
    await expectEnded({ live, heard: new EventLog(live) }, 'logout', () => device.api.logout())
  })

  test('signing a session out from another one', async () => {
    const device = await signIn(app.url, ben)
    const sessionId = (await device.api.listSessions()).find(({ current }) => current)?.id ?? ''
    await expectEnded(await listen(device), 'revoked', () => ben.api.endSession({ params: { sessionId } }))
  })

  test('signing out everywhere else', async () => {
    const device = await signIn(app.url, ben)
    const here = await listen(ben)
    await expectEnded(await listen(device), 'revoked', () => ben.api.endOtherSessions())
    expect(here.live.socket.connected).toBe(true)
    here.live.close()
  })

  test('changing the password', async () => {
    const cleo = await signUp(app.url, 'cleo')
    await cleo.api.joinServer({ body: { inviteCode: community.inviteCode } })
    const [device, bot] = [await signIn(app.url, cleo), await signInWithToken(app.url, cleo)]
    const here = await listen(cleo)
    const botLive = await connectWithToken(app.url, bot.accessToken)
    const botHears = new EventLog(botLive)
    await here.live.request('join-channel', { channelId: community.channelId })
    await expectEnded(await listen(device), 'password_changed', () =>
      cleo.api.changePassword({ body: { currentPassword: password, newPassword: 'a completely new one' } }),
    )
    expect(await botHears.first('session-ended')).toEqual({ reason: 'password_changed' })
    const anonymous = createApi({ baseUrl: app.url })
    await expect(anonymous.refreshToken({ body: { refreshToken: bot.refreshToken } })).rejects.toMatchObject({
      code: 'invalid_token',
    })
    // The connection beside the one that changed it goes on.
    await here.heard.first('message-created')
    here.live.close()
  })

  test('using a refresh token twice', async () => {
    const anonymous = createApi({ baseUrl: app.url })
    const { accessToken, refreshToken } = await signInWithToken(app.url, ben)
    await anonymous.refreshToken({ body: { refreshToken } })
    const live = await connectWithToken(app.url, accessToken)
    await expectEnded({ live, heard: new EventLog(live) }, 'revoked', () =>
      anonymous.refreshToken({ body: { refreshToken } }).catch(() => undefined),
    )
    await expect(connectWithToken(app.url, accessToken)).rejects.toMatchObject({ data: { code: 'unauthorized' } })
  })

  test('revoking a refresh token', async () => {
    const { accessToken, refreshToken } = await signInWithToken(app.url, ben)
    const live = await connectWithToken(app.url, accessToken)
    await expectEnded({ live, heard: new EventLog(live) }, 'logout', () =>
      createApi({ baseUrl: app.url }).revokeToken({ body: { refreshToken } }),
    )
  })

  test('signing in as somebody else on the same device', async () => {
    const device = await signIn(app.url, ben)
    await expectEnded(await listen(device), 'logout', () => device.api.login({ body: { email: ana.email, password } }))
  })
})

test('nobody can end somebody else’s session, not for a moment', async () => {
  const listener = await listen(ben)
  const sessionId = (await ben.api.listSessions()).find(({ current }) => current)?.id ?? ''
  await expect(ana.api.endSession({ params: { sessionId } })).rejects.toMatchObject({ code: 'not_found' })
  expect((await ben.api.getSelf()).id).toBe(ben.user.id)
  const another = await listen(ben)
  await another.heard.settled()
  expect([listener.live.socket.connected, another.live.socket.connected]).toEqual([true, true])
  listener.live.close()
  another.live.close()
})

describe('whoever is out hears and sees no more (Mattermost CVE-2026-1629)', () => {
  const removals: [how: string, act: (serverId: string, member: Person) => Promise<unknown>][] = [
    ['being removed', (serverId, { user }) => ana.api.removeMember({ params: { serverId, userId: user.id } })],
    [
      'leaving on another device',
      async (serverId, member) => {
        const device = await signIn(app.url, member)
        await device.api.leaveServer({ params: { serverId } })
      },
    ],
    ['the server being deleted', (serverId) => ana.api.deleteServer({ params: { serverId } })],
  ]

  test.each(removals)('by %s', async (_, act) => {
    const own = await createCommunity(ana, ben)
    const { serverId, channelId } = own
    const { id: messageId } = await ana.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })
    const member = await listen(ben)
    await member.live.request('join-servers', {})
    await member.live.request('join-channel', { channelId })
    await act(serverId, ben)

    // At once, whatever was looked up a moment ago.
    const gone = { code: 'not_found' }
    await expect(ben.api.getServer({ params: { serverId } })).rejects.toMatchObject(gone)
    await expect(ben.api.listMessages({ params: { channelId }, query: {} })).rejects.toMatchObject(gone)
    await expect(ben.api.listMessages({ params: { channelId }, query: { around: messageId } })).rejects.toMatchObject(
      gone,
    )
    const body = { content: 'Still here' }
    await expect(ben.api.sendMessage({ params: { channelId }, body })).rejects.toMatchObject(gone)
    await expect(member.live.request('join-channel', { channelId, lastSeq: 0 })).rejects.toMatchObject(gone)
    await expect(member.live.request('typing-start', { channelId })).rejects.toMatchObject(gone)
    await expect(member.live.request('send-message', { channelId, content: 'x', nonce: 'x' })).rejects.toMatchObject(
      gone,
    )
    expect((await ben.api.listUnread()).map((state) => state.channelId)).not.toContain(channelId)
    expect((await ben.api.listServers()).map(({ id }) => id)).not.toContain(serverId)

    member.heard.clear()
    const owner = await listen(ana)
    const say = { params: { channelId }, body: { content: 'Psst' } }
    const isThere = await owner.live.request('join-channel', { channelId }).then(
      () => true,
      () => false,
    )
    if (isThere) {
      const { id } = await ana.api.sendMessage(say)
      await owner.heard.first('message-created', (message) => message.id === id)
      await ana.api.updateServer({ params: { serverId }, body: { name: 'Secret' } })
      await ana.api.createChannel({ params: { serverId }, body: { name: 'secret' } })
    }
    await member.heard.settled()
    // Of this server; a late `channel-activity` of the other one is Ben's to hear.
    const aboutServer = ['message-created', 'channel-activity', 'typing', 'server-updated', 'channel-created'] as const
    const heard = aboutServer.flatMap((name) =>
      member.heard.all(name).map((payload) => JSON.stringify({ name, payload })),
    )
    expect(heard.filter((event) => event.includes(serverId) || event.includes(channelId))).toEqual([])
    for (const { live } of [member, owner]) live.close()
  })

  test('by leaving a group', async () => {
    const { id: conversationId } = await ana.api.createConversation({ body: { userIds: [ben.user.id] } })
    const params = { conversationId }
    const leaver = await listen(ben)
    const stays = await listen(ana)
    for (const { live } of [leaver, stays]) await live.request('join-conversation', { conversationId })
    await ben.api.leaveConversation({ params })
    leaver.heard.clear()
    const { id } = await ana.api.sendConversationMessage({ params, body: { content: 'Psst' } })
    await stays.heard.first('message-created', (message) => message.id === id)
    await ana.api.updateConversation({ params, body: { name: 'Secret' } })
    await leaver.heard.settled()
    const aboutGroup = ['message-created', 'channel-activity', 'conversation-updated'] as const
    const heard = aboutGroup.flatMap((name) =>
      leaver.heard.all(name).map((payload) => JSON.stringify({ name, payload })),
    )
    expect(heard.filter((event) => event.includes(conversationId))).toEqual([])
    const gone = { code: 'not_found' }
    await expect(ben.api.listConversationMessages({ params, query: {} })).rejects.toMatchObject(gone)
    await expect(leaver.live.request('join-conversation', { conversationId })).rejects.toMatchObject(gone)
    await expect(ben.api.editMessage({ params: { messageId: id }, body: { content: 'x' } })).rejects.toMatchObject(gone)
    for (const { live } of [leaver, stays]) live.close()
  })

  test('by leaving while joining its rooms', async () => {
    const leaver = await listen(ben)
    for (let round = 0; round < 15; round++) {
      const { serverId, channelId } = await createCommunity(ana, ben)
      const joins = Array.from({ length: 6 }, () => [
        leaver.live.request('join-servers', {}),
        leaver.live.request('join-channel', { channelId }).catch(() => undefined),
      ])
      await Promise.all([...joins.flat(), ben.api.leaveServer({ params: { serverId } })])
      leaver.heard.clear()
      await ana.api.createChannel({ params: { serverId }, body: { name: 'secret' } })
      await ana.api.sendMessage({ params: { channelId }, body: { content: 'Psst' } })
      await leaver.heard.settled()
      expect([leaver.heard.all('channel-created'), leaver.heard.all('message-created')]).toEqual([[], []])
    }
    leaver.live.close()
  })
})

test('the app has nothing to complain of', () => {
  expect(loggedErrors(app)).toEqual([])
})
