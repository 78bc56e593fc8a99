import { connectRealtime } from '@parley/client/realtime'
import { room } from '@parley/contracts/events'
import { limits } from '@parley/contracts/limits'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectWithToken, signInWithToken } from '../support/bearer.ts'
import { type Community, createCommunity } from '../support/community.ts'
import { EventLog, listen } from '../support/event-log.ts'
import { connected, type Person, signIn, signUp } from '../support/people.ts'
import { type Cluster, hasCluster, startCluster } from './cluster.ts'

describe.skipIf(!hasCluster)('two instances (skipped where redis-server or nginx is not installed)', () => {
  let cluster: Cluster
  /** At A. */
  let ana: Person
  /** At B. */
  let ben: Person
  let harbour: Community
  let anaHears: EventLog
  let benHears: EventLog
  let anaLive: Awaited<ReturnType<typeof listen>>['live']
  let benLive: Awaited<ReturnType<typeof listen>>['live']

  beforeAll(async () => {
    cluster = await startCluster()
    ana = await signUp(cluster.a.url, 'ana')
    ben = await signUp(cluster.b.url, 'ben')
    harbour = await createCommunity(ana, ben)
    ;({ live: anaLive, heard: anaHears } = await listen(ana))
    ;({ live: benLive, heard: benHears } = await listen(ben))
    for (const live of [anaLive, benLive]) await live.request('join-servers', {})
  })
  afterAll(() => cluster?.stop())

  const say = (person: Person, channelId: string, content: string) =>
    person.api.sendMessage({ params: { channelId }, body: { content } })

  test('people on different ones talk in channels and in conversations, each way', async () => {
    const { channelId } = harbour
    for (const live of [anaLive, benLive]) await live.request('join-channel', { channelId })
    const hello = await say(ana, channelId, 'hello')
    expect(await benHears.first('message-created', ({ id }) => id === hello.id)).toEqual(hello)
    const reply = await say(ben, channelId, 'hello yourself')
    expect(await anaHears.first('message-created', ({ id }) => id === reply.id)).toEqual(reply)
    expect(reply.seq).toBe(hello.seq + 1)

    const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
    await benHears.first('conversation-created', ({ id }) => id === conversationId)
    await benLive.request('join-conversation', { conversationId })
    const secret = await say(ana, conversationId, 'between us')
    expect(await benHears.first('message-created', ({ id }) => id === secret.id)).toEqual(secret)
  })

  test('who has not opened a channel hears that something is new', async () => {
    const { channels } = await ana.api.getServer({ params: { serverId: harbour.serverId } })
    const channelId = channels[1]?.id ?? ''
    const message = await say(ana, channelId, 'over here')
    const activity = await benHears.first('channel-activity', (payload) => payload.channelId === channelId)
    expect(activity.lastMessageId).toBe(message.id)
  })

  test('typing on one shows on the other, everybody at once, until they stop', async () => {
    const { channelId } = harbour
    for (const live of [anaLive, benLive]) await live.request('join-channel', { channelId })
    for (const log of [anaHears, benHears]) log.clear()
    await anaLive.request('typing-start', { channelId })
    await benHears.first('typing', ({ userIds }) => userIds.includes(ana.user.id))
    await benLive.request('typing-start', { channelId })
    const both = ({ userIds }: { userIds: string[] }) => userIds.length === 2
    await Promise.all([anaHears.first('typing', both), benHears.first('typing', both)])
    await anaLive.request('typing-stop', { channelId })
    await say(ben, channelId, 'done')
    const nobody = ({ userIds }: { userIds: string[] }) => userIds.length === 0
    await Promise.all([anaHears.first('typing', nobody), benHears.first('typing', nobody)])
  })

  test('devices on both count as one person', async () => {
    const cem = await signUp(cluster.a.url, 'cem')
    await cem.api.joinServer({ body: { inviteCode: harbour.inviteCode } })
    const elsewhere = await signIn(cluster.b.url, cem)
    const isCem = ({ userId }: { userId: string }) => userId === cem.user.id
    const hear = (status: string) =>
      Promise.all(
        [anaHears, benHears].map((log) =>
          log.first('presence', (presence) => isCem(presence) && presence.status === status),
        ),
      )
    const desk = await listen(cem)
    await hear('online')
    const phone = await listen(elsewhere)
    await desk.live.request('set-presence', { status: 'dnd' })
    await hear('dnd')
    for (const person of [ana, ben]) {
      const { members } = await person.api.listMembers({ params: { serverId: harbour.serverId }, query: {} })
      expect(members.find(isCem)?.status).toBe('dnd')
      const query = { status: 'online' } as const
      const online = await person.api.listMembers({ params: { serverId: harbour.serverId }, query })
      expect(online.members.map(({ userId }) => userId)).toEqual([ana, ben, cem].map(({ user }) => user.id))
    }
    for (const log of [anaHears, benHears]) log.clear()
    desk.live.close()
    await hear('online')
    expect(
      anaHears
        .all('presence')
        .filter(isCem)
        .map(({ status }) => status),
    ).toEqual(['online'])
    phone.live.close()
    await hear('offline')
  })

  test('members on every instance are told once when their server is deleted', async () => {
    for (let round = 0; round < 5; round++) {
      const { serverId } = await createCommunity(ana, ben)
      for (const live of [anaLive, benLive]) await live.request('join-servers', {})
      await ana.api.deleteServer({ params: { serverId } })
      for (const log of [anaHears, benHears]) await log.first('server-deleted', ({ id }) => id === serverId)
    }
    for (const log of [anaHears, benHears]) expect(log.all('server-deleted')).toHaveLength(5)
  })

  test('an instance without listeners in a room is not told of what is said there', async () => {
    const { channelId } = harbour
    const listeners = () =>
      cluster.redis
        .command('PUBSUB', 'SHARDNUMSUB', `parley#/#${room.channel(channelId)}#`)
        .split('\n')
        .at(-1)
    for (const live of [anaLive, benLive]) await live.request('join-channel', { channelId })
    expect(listeners()).toBe('2')
    await benLive.request('leave-channel', { channelId })
    await expect.poll(listeners).toBe('1')
    // What Redis sends out for what is said there: once to the instance that listens, and once more to one that joins it.
    const content = 'x'.repeat(limits.messageContent)
    const sent = () => Number(/total_net_output_bytes:(\d+)/.exec(cluster.redis.command('INFO', 'stats'))?.[1])
    const outputOf = async (count: number) => {
      const before = sent()
      for (let number = 0; number < count; number++) {
        const { id } = await say(ana, channelId, content)
        await anaHears.first('message-created', (message) => message.id === id)
      }
      return (sent() - before) / (count * content.length)
    }
    expect(await outputOf(20)).toBeLessThan(1.5)
    await benLive.request('join-channel', { channelId })
    expect(await outputOf(20)).toBeGreaterThan(1.9)
  })

  describe.each(['websocket', 'polling'])(
    'what is taken away on one ends at once for who is by %s on the other:',
    (transport) => {
      const socket = { transports: [transport] }

      test('a membership', async () => {
        const { channelId, serverId, inviteCode } = harbour
        const dana = await signUp(cluster.b.url, 'dana')
        await dana.api.joinServer({ body: { inviteCode } })
        const { live, heard } = await listen(dana, { socket })
        await live.request('join-servers', {})
        await live.request('join-channel', { channelId })
        await ana.api.removeMember({ params: { serverId, userId: dana.user.id } })
        await heard.first('member-left', ({ userId }) => userId === dana.user.id)
        const read = () =>
          dana.api.listMessages({ params: { channelId }, query: {} }).then(
            () => 'readable',
            (error: { code: string }) => error.code,
          )
        await expect.poll(read).toBe('not_found')
        const after = await say(ana, channelId, 'among ourselves')
        const witness = await listen(ben)
        await witness.live.request('join-channel', { channelId })
        const later = await say(ana, channelId, 'and later')
        await witness.heard.first('message-created', ({ id }) => id === later.id)
        await heard.settled()
        expect(heard.all('message-created').map(({ id }) => id)).not.toContain(after.id)
        expect(heard.all('message-created').map(({ id }) => id)).not.toContain(later.id)
      })

      test('a session, by signing out or changing the password', async () => {
        const eve = await signUp(cluster.a.url, 'eve')
        const elsewhere = await signIn(cluster.b.url, eve)
        const { heard } = await listen(elsewhere, { socket })
        await eve.api.endOtherSessions()
        expect(await heard.first('session-ended')).toEqual({ reason: 'revoked' })
        await expect(elsewhere.api.getSelf()).rejects.toMatchObject({ code: 'unauthenticated' })
      })

      test('whatever is deleted in the database itself', async () => {
        const finn = await signUp(cluster.a.url, 'finn')
        const { heard } = await listen(finn, { socket })
        const client = new pg.Client({ connectionString: cluster.database.url })
        await client.connect()
        await client.query('DELETE FROM users WHERE id = $1', [finn.user.id])
        await client.end()
        expect(await heard.first('session-ended')).toEqual({ reason: 'revoked' })
      })
    },
  )

  test.each(['websocket', 'polling'])('through nginx by %s, everybody talks with everybody', async (transport) => {
    const { channelId, inviteCode } = harbour
    const people = await Promise.all(Array.from({ length: 6 }, () => signUp(cluster.url, 'guest')))
    const logs = await Promise.all(
      people.map(async (person) => {
        await person.api.joinServer({ body: { inviteCode } })
        const live = connectRealtime({
          baseUrl: cluster.url,
          socket: {
            transports: [transport],
            upgrade: false,
            forceNew: true,
            reconnection: false,
            extraHeaders: { cookie: person.jar.header, origin: cluster.url },
          },
        })
        await connected(live)
        const heard = new EventLog(live)
        await live.request('join-channel', { channelId })
        return { live, heard }
      }),
    )
    const sent = await Promise.all(people.map((person, index) => say(person, channelId, `from guest ${index}`)))
    for (const { heard, live } of logs) {
      for (const { id } of sent) await heard.first('message-created', (message) => message.id === id)
      live.close()
    }
    const at = await Promise.all(
      [cluster.a, cluster.b].map((instance) => instance.metric('parley_messages_stored_total')),
    )
    expect(Math.min(...at)).toBeGreaterThan(0)
  })

  test('through nginx, programs without cookies are spread over both, all from one address, and poll', async () => {
    const { accessToken } = await signInWithToken(cluster.url, ana)
    const counts = () => Promise.all([cluster.a, cluster.b].map((one) => one.metric('parley_connected_sockets')))
    const before = await counts()
    const opened = await Promise.all(Array.from({ length: 14 }, () => connectWithToken(cluster.url, accessToken)))
    const after = await counts()
    const [atA = 0, atB = 0] = after.map((count, index) => count - (before[index] ?? 0))
    expect(atA + atB).toBe(opened.length)
    expect(Math.min(atA, atB)).toBeGreaterThan(0)
    for (const live of opened) live.close()
    for (const headers of [{}, { authorization: `Bearer ${accessToken}` }]) {
      for (const transports of [['polling'], ['polling', 'websocket']]) {
        const live = connectRealtime({
          baseUrl: cluster.url,
          accessToken: () => accessToken,
          socket: { transports, extraHeaders: headers, forceNew: true, reconnection: false },
        })
        await connected(live)
        await live.request('join-servers', {})
        await expect.poll(() => live.socket.io.engine.transport.name).toBe(transports.at(-1))
        await live.request('join-servers', {})
        live.close()
      }
    }
  })

  test('nobody opens connections without end', async () => {
    const greedy = await signUp(cluster.a.url, 'greedy')
    const elsewhere = await signIn(cluster.b.url, greedy)
    const opened = []
    for (const person of [greedy, elsewhere]) {
      opened.push(
        ...(await Promise.all(
          Array.from({ length: limits.connectionsPerUser / 2 }, () =>
            person.connect({ socket: { reconnection: false } }),
          ),
        )),
      )
    }
    // What opens on both at the same moment may get past.
    const openMore = async (): Promise<unknown> => {
      for (let more = 0; more < 10; more++) opened.push(await greedy.connect({ socket: { reconnection: false } }))
      return 'never refused'
    }
    await expect(openMore()).rejects.toMatchObject({ data: { code: 'limit_reached' } })
    for (const live of opened) live.close()
  })
})

describe.skipIf(!hasCluster)('rate limits of two instances', () => {
  let cluster: Cluster

  beforeAll(async () => {
    cluster = await startCluster({ RATE_LIMIT_SCALE: '1' })
  })
  afterAll(() => cluster?.stop())

  test('are one budget, wherever it is spent, and go on without Redis', async () => {
    const ana = await signUp(cluster.a.url, 'ana')
    const guess = async (url: string) =>
      signIn(url, ana, 'a wrong password').then(
        () => 'right',
        (error: { code: string }) => error.code,
      )
    const answers: string[] = []
    for (let round = 0; round < 7; round++) {
      answers.push(await guess(cluster.a.url), await guess(cluster.b.url))
    }
    // The budget fills up by one in ten seconds, which a slow machine may take.
    const wrong = answers.filter((code) => code === 'invalid_credentials').length
    expect(wrong).toBeGreaterThanOrEqual(10)
    expect(wrong).toBeLessThanOrEqual(12)
    expect(new Set(answers.slice(12))).toEqual(new Set(['rate_limited']))
    await cluster.redis.kill()
    expect(await guess(cluster.a.url)).toMatch(/^(invalid_credentials|rate_limited)$/)
    await cluster.redis.restart()
  })
})
