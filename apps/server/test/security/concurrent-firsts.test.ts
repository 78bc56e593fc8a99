import type { ErrorCode } from '@parley/contracts/errors'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { loggedErrors } from '../support/app-log.ts'
import { signInWithToken } from '../support/bearer.ts'
import { createCommunity, sayMany } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { CookieJar, password, signIn, signUp, signUpAll } from '../support/people.ts'
import { type Answer, browser, type Call } from '../support/rest.ts'

// "Find, then insert" is a race that only shows when many arrive at once.

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')
const callAsAna = browser(app.url, ana.jar)
const callAsBen = browser(app.url, ben.jar)

const times = <Result>(count: number, act: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))

/** How often each answer came: by its status if it was a success, or else by its code. */
function tally(answers: Answer[]): Partial<Record<ErrorCode | '200' | '201' | '204', number>> {
  const outcomes = answers.map(({ status, body }) => (status < 400 ? status : (body as { code: string }).code))
  return Object.fromEntries([...Map.groupBy(outcomes, String)].map(([outcome, all]) => [outcome, all.length]))
}

describe('fifty at once', () => {
  test('first messages of a channel are all stored, and numbered without a gap', async () => {
    const { channelId } = await createCommunity(ana, ben)
    const answers = await times(50, (index) => {
      const call = index % 2 === 0 ? callAsAna : callAsBen
      return call('sendMessage', { params: { channelId }, body: { content: `${index}`, nonce: `${index}` } })
    })
    expect(tally(answers)).toEqual({ 201: 50 })
    const { messages } = await ana.api.listMessages({ params: { channelId }, query: { limit: '100' } })
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })

  test('retries of one message store it once', async () => {
    const { channelId } = await createCommunity(ana)
    const body = { content: 'Ahoy', nonce: 'one' }
    const answers = await times(50, () => callAsAna('sendMessage', { params: { channelId }, body }))
    expect(tally(answers)).toEqual({ 201: 1, 200: 49 })
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    const { messages } = await ana.api.listMessages({ params: { channelId }, query: {} })
    expect(messages).toHaveLength(1)
  })

  test('joins of one person make one member', async () => {
    const { serverId, inviteCode } = await createCommunity(ana)
    const answers = await times(50, () => callAsBen('joinServer', { body: { inviteCode } }))
    expect(tally(answers)).toEqual({ 200: 1, already_member: 49 })
    const server = await ana.api.getServer({ params: { serverId } })
    expect([server.memberCount, server.members.length]).toEqual([2, 2])
  })

  test('leaves of one person remove one member', async () => {
    const { serverId } = await createCommunity(ana, ben)
    const answers = await times(50, () => callAsBen('leaveServer', { params: { serverId } }))
    expect(tally(answers)).toEqual({ 204: 1, not_found: 49 })
    expect((await ana.api.getServer({ params: { serverId } })).memberCount).toBe(1)
  })

  test('comings and goings never disturb those who read', async () => {
    const { serverId, channelId, inviteCode } = await createCommunity(ana, ben)
    const answers = await times(50, async (index) => {
      if (index % 5 === 0) return callAsBen('leaveServer', { params: { serverId } })
      if (index % 5 === 1) return callAsBen('joinServer', { body: { inviteCode } })
      const call = index % 5 === 2 ? callAsAna : callAsBen
      return call('listMessages', { params: { channelId } })
    })
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    const server = await ana.api.getServer({ params: { serverId } })
    expect(server.members).toHaveLength(server.memberCount)
  })

  test('requests for one conversation of two make one, whichever of them asks', async () => {
    const [cleo, dora] = [await signUp(app.url, 'cleo'), await signUp(app.url, 'dora')]
    const { heard } = await listen(dora)
    const sides = [
      { call: browser(app.url, cleo.jar), other: dora },
      { call: browser(app.url, dora.jar), other: cleo },
    ] as const
    const answers = await times(50, (index) => {
      const { call, other } = sides[index % 2 === 0 ? 0 : 1]
      return call('createConversation', { body: { userId: other.user.id } })
    })
    expect(tally(answers)).toEqual({ 201: 1, 200: 49 })
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await dora.api.listConversations()).toHaveLength(1)
    await heard.settled()
    expect(heard.all('conversation-created')).toHaveLength(1)
  })

  test('channels each get a place of their own', async () => {
    const { serverId } = await createCommunity(ana)
    const answers = await times(50, (index) =>
      callAsAna('createChannel', { params: { serverId }, body: { name: `${index}` } }),
    )
    expect(tally(answers)).toEqual({ 201: 50 })
    const { channels } = await ana.api.getServer({ params: { serverId } })
    expect(channels.map(({ position }) => position)).toEqual(Array.from({ length: 52 }, (_, index) => index))
  })

  test('moves and renames of channels leave every one in a place of its own', async () => {
    const { serverId, server } = await createCommunity(ana)
    const answers = await times(50, (index) =>
      callAsAna('updateChannel', {
        params: { channelId: server.channels[index % 2]?.id ?? '' },
        body: index % 3 === 0 ? { name: `${index}` } : { position: index % 2 },
      }),
    )
    expect(tally(answers)).toEqual({ 200: 50 })
    const { channels } = await ana.api.getServer({ params: { serverId } })
    expect(channels.map(({ position }) => position)).toEqual([0, 1])
  })

  test('registrations with one email make one account', async () => {
    const email = 'wanted@example.org'
    const answers = await times(50, (index) =>
      browser(app.url, new CookieJar())('register', { body: { email, username: `wanted.${index}`, password } }),
    )
    expect(tally(answers)).toEqual({ 201: 1, email_taken: 49 })
  })

  test('sign-ins all succeed, each with a session of its own', async () => {
    const before = (await ben.api.listSessions()).length
    const answers = await times(50, () => browser(app.url)('login', { body: { email: ben.email, password } }))
    expect(tally(answers)).toEqual({ 200: 50 })
    expect(await ben.api.listSessions()).toHaveLength(before + 50)
    await ben.api.endOtherSessions()
  })

  test('uses of one refresh token give no more than one pair, and nobody a 500', async () => {
    const { refreshToken } = await signInWithToken(app.url, ana)
    const answers = await times(50, () => browser(app.url)('refreshToken', { body: { refreshToken } }))
    const { 200: pairs = 0, invalid_token: refusals = 0 } = tally(answers)
    expect(pairs).toBeLessThanOrEqual(1)
    expect(pairs + refusals).toBe(50)
  })

  test('requests of a session that is just being ended are answered, or refused', async () => {
    const leaving = await signIn(app.url, ana)
    const call = browser(app.url, leaving.jar)
    await call('updateProfile', { body: { bio: 'Leaving' } })
    const answers = await times(50, (index) => (index === 20 ? call('logout') : call('getSelf')))
    const { 200: answered = 0, unauthenticated = 0, 204: loggedOut } = tally(answers)
    expect([answered + unauthenticated, loggedOut]).toEqual([49, 1])
  })

  test('readings of a message leave one offset', async () => {
    const { channelId } = await createCommunity(ana, ben)
    const messages = await sayMany(ana, channelId, 5)
    const answers = await times(50, (index) =>
      callAsBen('markChannelRead', { params: { channelId }, body: { messageId: messages[index % 5]?.id } }),
    )
    expect(tally(answers)).toEqual({ 204: 50 })
    const states = (await ben.api.listUnread()).filter((state) => state.channelId === channelId)
    expect(states).toMatchObject([{ lastReadSeq: 5 }])
  })

  test('invitations into a group bring each person in once', async () => {
    const group = await ana.api.createConversation({ body: { userIds: [ben.user.id] } })
    const cleo = await signUp(app.url, 'cleo')
    const params = { conversationId: group.id }
    const answers = await times(50, (index) =>
      (index % 2 === 0 ? callAsAna : callAsBen)('addParticipants', { params, body: { userIds: [cleo.user.id] } }),
    )
    expect(tally(answers)).toEqual({ 200: 50 })
    expect((await ana.api.getConversation({ params })).participants).toHaveLength(3)
  })

  test.each<[string, Parameters<Call>[0], (things: Awaited<ReturnType<typeof disposables>>) => Parameters<Call>[1]]>([
    ['a message', 'deleteMessage', ({ messageId }) => ({ params: { messageId } })],
    ['a channel', 'deleteChannel', ({ channelId }) => ({ params: { channelId } })],
    ['a server', 'deleteServer', ({ serverId }) => ({ params: { serverId } })],
    ['a session', 'endSession', ({ sessionId }) => ({ params: { sessionId } })],
    ['a group', 'leaveConversation', ({ groupId }) => ({ params: { conversationId: groupId } })],
  ])('removals of %s remove it once', async (_, endpoint, parts) => {
    const things = await disposables()
    const answers = await times(50, () => callAsAna(endpoint, parts(things)))
    expect(tally(answers)).toEqual({ 204: 1, not_found: 49 })
  })

  test('changes to what is just being removed are made, or come too late', async () => {
    const { serverId, channelId, groupId, messageId } = await disposables()
    const say = { content: 'Ahoy' }
    const removals = (index: number) => [
      callAsAna('deleteServer', { params: { serverId } }),
      callAsAna('leaveConversation', { params: { conversationId: groupId } }),
      callAsAna('updateServer', { params: { serverId }, body: { name: `Quay ${index}` } }),
      callAsAna('regenerateInvite', { params: { serverId } }),
      callAsAna('createChannel', { params: { serverId }, body: { name: `${index}` } }),
      callAsAna('updateChannel', { params: { channelId }, body: { name: `${index}`, position: 1 } }),
      callAsAna('deleteChannel', { params: { channelId } }),
      callAsAna('sendMessage', { params: { channelId }, body: say }),
      callAsAna('editMessage', { params: { messageId }, body: say }),
      callAsAna('markChannelRead', { params: { channelId }, body: { messageId } }),
      callAsAna('updateConversation', { params: { conversationId: groupId }, body: { name: `${index}` } }),
      callAsAna('addParticipants', { params: { conversationId: groupId }, body: { userIds: [ana.user.id] } }),
      callAsAna('sendConversationMessage', { params: { conversationId: groupId }, body: say }),
      callAsAna('getServer', { params: { serverId } }),
      callAsAna('getConversation', { params: { conversationId: groupId } }),
    ]
    const answers = await Promise.all([0, 1, 2].flatMap(removals))
    expect(
      answers.filter(({ status, body }) => status >= 400 && (body as { code: string }).code !== 'not_found'),
    ).toEqual([])
  })
})

test('the app has nothing to complain of', () => {
  expect([...new Set(loggedErrors(app))]).toEqual([])
})

/** Things of Ana's that are there to be removed. */
async function disposables() {
  const { serverId, channelId } = await createCommunity(ana)
  const [message] = await sayMany(ana, channelId, 1)
  const group = await ana.api.createConversation({ body: { userIds: [ben.user.id] } })
  await ben.api.leaveConversation({ params: { conversationId: group.id } })
  const elsewhere = await signIn(app.url, ana)
  const session = (await elsewhere.api.listSessions()).find(({ current }) => current)
  return { serverId, channelId, messageId: message?.id ?? '', groupId: group.id, sessionId: session?.id ?? '' }
}
