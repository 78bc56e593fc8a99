import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Crowd } from '../pipeline/support/crowd.ts'
import { createCommunity } from '../support/community.ts'
import { EventLog, listen } from '../support/event-log.ts'
import { type Person, signIn, signUp } from '../support/people.ts'
import { type Cluster, hasCluster, startCluster } from './cluster.ts'

/** Milliseconds within which what was taken away must have ended everywhere. */
const REVOKED_WITHIN = 1_000

describe.skipIf(!hasCluster)('two instances (skipped where redis-server or nginx is not installed)', () => {
  let cluster: Cluster
  let pool: pg.Pool
  let crowd: Crowd

  beforeEach(async () => {
    cluster = await startCluster()
    pool = new pg.Pool({ connectionString: cluster.database.url, max: 1 })
  })
  afterEach(async () => {
    crowd?.disperse()
    await pool.end()
    await cluster.stop()
  })

  const bothSay = async (status: number, body: object) => {
    for (const instance of [cluster.a, cluster.b]) {
      await expect.poll(() => instance.ready(), { timeout: 10_000 }).toMatchObject({ status, body })
    }
  }

  const outages = [
    ['killed', () => cluster.redis.kill(), () => cluster.redis.restart()],
    ['hanging', () => cluster.redis.pause(), () => cluster.redis.resume()],
  ] as const

  test.each(outages)(
    'a Redis that is %s: everybody talks on, what is taken away ends in time, and all is repaired',
    { timeout: 60_000 },
    async (_, begin, end) => {
      crowd = await Crowd.gather([cluster.a.url, cluster.b.url], { people: 4, channels: 2 })
      const guest = await signUp(cluster.a.url, 'guest')
      const elsewhere = await signIn(cluster.b.url, guest)
      const { heard } = await listen(elsewhere)
      const { ana, kicked, kickedHears, community } = await watchedCommunity()
      crowd.talk()
      await crowd.heard(50)
      await begin()
      await bothSay(503, { checks: { database: 'ok', redis: 'down' } })
      // At the pace of before, and those at the same instance hear it.
      await crowd.heard(50)
      await guest.api.endOtherSessions()
      await ana.api.removeMember({ params: { serverId: community.serverId, userId: kicked.user.id } })
      const at = performance.now()
      await heard.first('session-ended')
      await expect
        .poll(() => refusal(kicked.api.listMessages({ params: { channelId: community.channelId }, query: {} })))
        .toBe('not_found')
      expect(performance.now() - at).toBeLessThan(REVOKED_WITHIN)
      const secret = await ana.api.sendMessage({
        params: { channelId: community.channelId },
        body: { content: 'secret' },
      })
      await end()
      await bothSay(200, { status: 'ready' })
      await crowd.heard(50)
      await crowd.fallSilent()
      await crowd.expectAgreement(pool)
      await kickedHears.settled()
      expect(kickedHears.all('message-created').map(({ id }) => id)).not.toContain(secret.id)
    },
  )

  /** Somebody at B, in a channel of somebody's at A. */
  async function watchedCommunity() {
    const ana = await signUp(cluster.a.url, 'ana')
    const kicked = await signUp(cluster.b.url, 'kicked')
    const community = await createCommunity(ana, kicked)
    const { live, heard: kickedHears } = await listen(kicked)
    await live.request('join-servers', {})
    await live.request('join-channel', { channelId: community.channelId })
    return { ana, kicked, kickedHears, community }
  }

  async function refusal(request: Promise<unknown>): Promise<string> {
    return request.then(
      () => 'none',
      (error: { code: string }) => error.code,
    )
  }

  test('a Redis that was flushed signs nobody out, and nobody is forgotten', async () => {
    crowd = await Crowd.gather([cluster.a.url, cluster.b.url], { people: 4, channels: 1 })
    const { ana, kicked, community } = await watchedCommunity()
    crowd.talk()
    await crowd.heard(20)
    expect(cluster.redis.command('FLUSHALL')).toBe('OK')
    await crowd.heard(20)
    await crowd.fallSilent()
    await crowd.expectAgreement(pool)
    for (const { person } of crowd.clients) expect((await person.api.getSelf()).id).toBe(person.user.id)
    const { members } = await ana.api.listMembers({ params: { serverId: community.serverId }, query: {} })
    expect(members.find(({ userId }) => userId === kicked.user.id)?.status).toBe('online')
  })

  test('what an instance held goes when it dies, and what it stored without telling is found', {
    timeout: 60_000,
  }, async () => {
    const { ana, kickedHears, community } = await watchedCommunity()
    const live = await listen(ana)
    await kickedHears.first('presence', ({ userId, status }) => userId === ana.user.id && status === 'online')
    await live.live.request('typing-start', { channelId: community.channelId })
    await kickedHears.first('typing', ({ userIds }) => userIds.includes(ana.user.id))
    const at = performance.now()
    await cluster.a.kill()
    // As it would have, between its commit and its telling.
    await storeUntold(community.channelId, ana)
    await kickedHears.first(
      'channel-activity',
      ({ channelId, lastSeq }) => channelId === community.channelId && lastSeq === 1,
    )
    await kickedHears.first('presence', ({ userId, status }) => userId === ana.user.id && status === 'offline')
    await kickedHears.first('typing', ({ userIds }) => userIds.length === 0)
    expect(performance.now() - at).toBeLessThan(15_000)
  })

  async function storeUntold(channelId: string, { user }: Person): Promise<void> {
    await pool.query(
      `WITH counter AS (UPDATE channel_counters SET last_seq = last_seq + 1, last_message_id = $2
         WHERE channel_id = $1 RETURNING last_seq)
       INSERT INTO messages (channel_id, id, seq, author_id, content, created_at)
       SELECT $1, $2, last_seq, $3, 'untold', now() FROM counter`,
      [channelId, String(BigInt(user.id) + (1n << 40n)), user.id],
    )
  }

  test('PostgreSQL away: clear refusals, connections stay, what was missed is enforced', {
    timeout: 60_000,
  }, async () => {
    const { ana, kicked, kickedHears, community } = await watchedCommunity()
    const { channelId, serverId } = community
    const device = await listen(await signIn(cluster.b.url, kicked))
    const guest = await signUp(cluster.url, 'guest')
    const disconnects: string[] = []
    device.live.socket.on('disconnect', (reason) => disconnects.push(reason))
    cluster.network.setDown(true)
    expect(await refusal(ana.api.sendMessage({ params: { channelId }, body: { content: 'during' } }))).toBe(
      'unavailable',
    )
    await bothSay(503, { checks: { database: 'down', redis: 'ok' } })
    expect(disconnects).toEqual([])
    // The proxy passes on what they say, each time, and does not take them for dead.
    for (let time = 0; time < 3; time++) {
      expect(await refusal(guest.api.listServers())).toBe('unavailable')
    }
    expect((await guest.connect({ socket: { reconnection: false } }).catch((error) => error)).data).toMatchObject({
      code: 'unavailable',
    })
    // Committed while no instance can hear of it.
    await pool.query('DELETE FROM members WHERE server_id = $1 AND user_id = $2', [serverId, kicked.user.id])
    cluster.network.setDown(false)
    await bothSay(200, { status: 'ready' })
    await kickedHears.first('events-missed')
    const secret = await ana.api.sendMessage({ params: { channelId }, body: { content: 'secret' } })
    await kickedHears.settled()
    expect(kickedHears.all('message-created').map(({ id }) => id)).not.toContain(secret.id)
    expect(disconnects).toEqual([])
  })

  test('a rolling restart under load loses nothing, and nobody notices more than a reconnect', {
    timeout: 90_000,
  }, async () => {
    crowd = await Crowd.gather(cluster.url, { people: 8, channels: 2 })
    const logs = crowd.clients.map(({ realtime }) => new EventLog(realtime))
    const interruptions = crowd.clients.map(({ realtime }) => {
      const reasons: string[] = []
      realtime.socket.on('disconnect', (reason) => reasons.push(reason))
      return reasons
    })
    crowd.talk()
    await crowd.heard(50)
    for (const instance of [cluster.a, cluster.b]) {
      await instance.stop()
      await crowd.heard(50)
      await instance.start()
      await crowd.heard(50)
    }
    await crowd.fallSilent()
    const count = await crowd.expectAgreement(pool)
    expect(count).toBe(crowd.acknowledged)
    expect(logs.flatMap((log) => log.names())).not.toContain('session-ended')
    // One for each instance that they have been at.
    for (const reasons of interruptions) expect(reasons.length, reasons.join()).toBeLessThanOrEqual(2)
    // What was under way when an instance stopped, and was sent again: never an answer that is for a person to read.
    const refusals = new Set(crowd.clients.flatMap((client) => client.refusals))
    expect([...refusals].filter((code) => code !== 'network_error' && code !== 'unavailable')).toEqual([])
    expect((await cluster.nginx.statuses()).filter((status) => status >= 500)).toEqual([])
  })
})
