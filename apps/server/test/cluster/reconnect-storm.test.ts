import { connectRealtime, type Realtime } from '@parley/client/realtime'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setUpAccessTokens, signAccessToken } from '../../src/lib/access-token.ts'
import { Crowd } from '../pipeline/support/crowd.ts'
import { type Cluster, hasCluster, startCluster } from './cluster.ts'

/** By hand, on a quiet machine: STORM_SOCKETS=5000 npx vitest run --project server reconnect-storm */
const SOCKETS = Number(process.env.STORM_SOCKETS ?? 300)
/** People in one server, who hear of each other's coming and going. */
const NEIGHBOURS = 100

describe.skipIf(!hasCluster)('two instances (skipped where redis-server or nginx is not installed)', () => {
  let cluster: Cluster
  let pool: pg.Pool
  let crowd: Crowd
  const clients: Realtime[] = []
  const secret = 's'.repeat(32)

  beforeAll(async () => {
    cluster = await startCluster({ JWT_SECRET: secret }, true)
    pool = new pg.Pool({ connectionString: cluster.database.url, max: 1 })
    setUpAccessTokens(secret)
    await populate(pool)
  })
  afterAll(async () => {
    for (const client of clients) client.close()
    crowd?.disperse()
    await pool?.end()
    await cluster?.stop()
  })

  const readCpu = () =>
    Promise.all([cluster.a, cluster.b].map((instance) => instance.metric('process_cpu_seconds_total')))

  test('everybody whom the proxy cut off at once comes back, nothing fails, and others talk on', {
    timeout: 180_000,
  }, async () => {
    const failures: string[] = []
    while (clients.length < SOCKETS) {
      const portion = Array.from({ length: NEIGHBOURS }, (_, index) =>
        connect(cluster.url, clients.length + index, failures),
      )
      await Promise.all(portion.map((client) => entered(client)))
      clients.push(...portion)
    }
    expect(failures).toEqual([])
    // These are not cut off, and do not wait for those who come back.
    crowd = await Crowd.gather([cluster.a.url, cluster.b.url], { people: 4, channels: 1 })
    crowd.talk()
    await crowd.heard(50)

    const back = Promise.all(clients.map((client) => returned(client)))
    const at = performance.now()
    const cpu = process.cpuUsage()
    const before = await readCpu()
    await cluster.nginx.crash()
    await cluster.nginx.restart()
    const durations = await back
    const after = await readCpu()
    const used = after.map((total, index) => (total - (before[index] ?? 0)).toFixed(1))
    console.log(
      `seconds of CPU: instances ${used.join(' and ')}, clients ${(process.cpuUsage(cpu).user / 1e6).toFixed(1)}`,
    )
    const seconds = durations.map((time) => (time - at) / 1000).sort((a, b) => a - b)
    const quantile = (share: number) => seconds[Math.ceil(share * seconds.length) - 1]?.toFixed(1)
    console.log(
      `${SOCKETS} back after ${quantile(0.5)} s (half), ${quantile(0.99)} s (99 of 100), ${quantile(1)} s (all)`,
    )
    await crowd.fallSilent()
    expect(await crowd.expectAgreement(pool)).toBe(crowd.acknowledged)
    expect(crowd.clients.flatMap(({ refusals }) => refusals)).toEqual([])
    expect(failures).toEqual([])
    expect((await cluster.nginx.statuses()).filter((status) => status >= 500)).toEqual([])
  })
})

/** As many people as sockets, in servers of {@link NEIGHBOURS}, all signed in. */
async function populate(pool: pg.Pool): Promise<void> {
  await pool.query(`
    INSERT INTO users (id, email, username, display_name, password_hash)
      SELECT n, n || '@example.org', 'person.' || n, 'Person', 'none' FROM generate_series(1, ${SOCKETS}) AS n;
    INSERT INTO sessions (id, user_id, kind, expires_at)
      SELECT n, n, 'token', now() + interval '1 day' FROM generate_series(1, ${SOCKETS}) AS n;
    INSERT INTO servers (id, name, owner_id, invite_code, member_count)
      SELECT n, 'Harbour', n, 'invite ' || n, ${NEIGHBOURS} FROM generate_series(1, ${SOCKETS}, ${NEIGHBOURS}) AS n;
    INSERT INTO channels (id, server_id, type, name) SELECT id, id, 0, 'general' FROM servers;
    INSERT INTO channel_counters (channel_id) SELECT id FROM channels;
    INSERT INTO members (server_id, user_id)
      SELECT (n - 1) / ${NEIGHBOURS} * ${NEIGHBOURS} + 1, n FROM generate_series(1, ${SOCKETS}) AS n;
    ANALYZE`)
}

const enteredAt = new WeakMap<Realtime, number>()
const waiting = new WeakMap<Realtime, () => void>()

/** Somebody's client, which opens its channel again whenever it is connected again. */
function connect(baseUrl: string, number: number, failures: string[]): Realtime {
  const id = String(number + 1)
  const channelId = String(number - (number % NEIGHBOURS) + 1)
  const accessToken = () => signAccessToken(id, id)
  const live = connectRealtime({ baseUrl, accessToken, socket: { transports: ['websocket'], forceNew: true } })
  live.socket.on('connect', () => {
    Promise.all([live.request('join-servers', {}), live.request('join-channel', { channelId, lastSeq: 0 })])
      .catch((error: { code?: string }) => failures.push(`refused with ${error.code ?? error}`))
      .finally(() => {
        enteredAt.set(live, performance.now())
        waiting.get(live)?.()
      })
  })
  live.socket.on('connect_error', (error) => {
    const { data } = error as { data?: { code: string } }
    if (data) failures.push(`refused to connect with ${data.code}`)
  })
  return live
}

/** Resolves when a client has its channel open, with when. */
async function entered(client: Realtime): Promise<number> {
  if (!enteredAt.has(client)) await new Promise<void>((resolve) => waiting.set(client, resolve))
  return enteredAt.get(client) ?? 0
}

/** Resolves when a client that loses its connection has its channel open again, with when. */
function returned(client: Realtime): Promise<number> {
  enteredAt.delete(client)
  return entered(client)
}
