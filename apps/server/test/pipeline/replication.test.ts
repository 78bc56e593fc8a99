import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ReplicatedPostgres, startReplicatedPostgres } from '@parley/embedded-postgres/test-replication'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInWithToken } from '../support/bearer.ts'
import { runCommand } from '../support/command.ts'
import { type Community, createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { launch, type RunningApp } from '../support/launch.ts'
import { type Person, signUp } from '../support/people.ts'
import { Crowd } from './support/crowd.ts'

/** Two instances, over a primary with a replica, that know both. */
let postgres: ReplicatedPostgres
let a: RunningApp
let b: RunningApp
let primary: pg.Pool
let replica: pg.Pool
let dataDir: string
let env: Record<string, string>

let ana: Person
let guest: Person
let community: Community

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parley-replication-'))
  postgres = await startReplicatedPostgres()
  env = {
    DATABASE_URL: postgres.primary.url.replace(/(?=\/parley$)/, `,${new URL(postgres.replica.url).host}`),
    DATABASE_REPLICA_URLS: postgres.replica.url,
    PARLEY_DATA_DIR: dataDir,
    SESSION_SECRET: randomUUID(),
    JWT_SECRET: randomUUID(),
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_LIMIT_SCALE: '0',
  }
  a = await launch(env)
  b = await launch(env)
  primary = createPool(postgres.primary.url)
  replica = createPool(postgres.replica.url)
  ana = await signUp(a.url, 'ana')
  guest = await signUp(a.url, 'guest')
  community = await createCommunity(ana, guest)
})

afterAll(async () => {
  for (const { child } of [a, b]) child.kill('SIGTERM')
  await Promise.all([a.exited, b.exited])
  await Promise.all([primary.end(), replica.end()])
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
})

function createPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 1 })
  pool.on('error', () => {})
  return pool
}

/** A figure of an instance about the replica. */
async function figure({ url }: RunningApp, name: string, outcome?: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const labels = `replica="[^"]+"${outcome ? `,outcome="${outcome}"` : ''}`
  return Number(new RegExp(`^${name}\\{${labels}\\} (\\S+)$`, 'm').exec(text)?.[1] ?? 0)
}

const answered = (app: RunningApp) => figure(app, 'parley_replica_reads_total', 'answered')

async function untilUsable(usable: 0 | 1): Promise<void> {
  for (const app of [a, b]) await expect.poll(() => figure(app, 'parley_replica_usable')).toBe(usable)
}

/** What a client without cookies says at A, and then finds at B. */
async function sayAndRead(count: number): Promise<void> {
  const { channelId } = community
  const [writer, reader] = [await signInWithToken(a.url, ana), await signInWithToken(b.url, ana)]
  for (let number = 0; number < count; number++) {
    const content = `${number} ${randomUUID()}`
    const { id } = await writer.api.sendMessage({ params: { channelId }, body: { content } })
    const newest = async () => {
      const { messages } = await reader.api.listMessages({ params: { channelId }, query: { limit: '1' } })
      return messages[0]?.content
    }
    expect(await newest()).toBe(content)
    await writer.api.editMessage({ params: { messageId: id }, body: { content: `${content}, edited` } })
    expect(await newest()).toBe(`${content}, edited`)
  }
}

test('history, what was missed, and members come from the replica, and show what was written just before', async () => {
  await untilUsable(1)
  const before = await answered(b)
  await sayAndRead(25)
  expect(await answered(b)).toBeGreaterThan(before)

  const { channelId } = community
  const { live } = await listen(ana)
  const catchUp = async () => {
    const { id, seq } = await ana.api.sendMessage({ params: { channelId }, body: { content: 'while she was away' } })
    const { missed } = await live.request('join-channel', { channelId, lastSeq: seq - 1 })
    expect(missed?.map((message) => message.id)).toEqual([id])
    return answered(a)
  }
  await expect.poll(catchUp).toBeGreaterThan(await answered(a))
  live.close()

  const latecomer = await signUp(b.url, 'latecomer')
  await latecomer.api.joinServer({ body: { inviteCode: community.inviteCode } })
  const fromA = await answered(a)
  const listMembers = async () => {
    const { members } = await ana.api.listMembers({ params: { serverId: community.serverId }, query: {} })
    expect(members.map(({ userId }) => userId)).toContain(latecomer.user.id)
    return answered(a)
  }
  await expect.poll(listMembers).toBeGreaterThan(fromA)

  const { result } = await runCommand(['doctor'], env)
  expect(result).toMatch(/^ok {7}PostgreSQL .* at [\d.:]+,[\d.:]+$/m)
  expect(result).toMatch(/^ok {7}Replica at [\d.:]+$/m)
})

test('a replica that is late leaves its reads to the primary, and answers again when it has caught up', async () => {
  await untilUsable(1)
  await replica.query('SELECT pg_wal_replay_pause()')
  await sayAndRead(3)
  await untilUsable(0)
  // It still has the membership, and nobody asks it.
  const { channelId, serverId } = community
  await ana.api.removeMember({ params: { serverId, userId: guest.user.id } })
  await expect(guest.api.listMessages({ params: { channelId }, query: {} })).rejects.toMatchObject({
    code: 'not_found',
  })
  await replica.query('SELECT pg_wal_replay_resume()')
  await untilUsable(1)
  await sayAndRead(1)
})

test('a replica that dies under load fails no read, and answers again when it is back', async () => {
  await untilUsable(1)
  const { channelId } = community
  let isReading = true
  const reading = Array.from({ length: 4 }, async () => {
    while (isReading) await ana.api.listMessages({ params: { channelId }, query: {} })
  })
  await postgres.replica.kill()
  await expect.poll(() => figure(a, 'parley_replica_usable')).toBe(0)
  await sayAndRead(3)
  await postgres.replica.start()
  await untilUsable(1)
  isReading = false
  await Promise.all(reading)
})

test('the primary dies and its synchronous replica takes over: all goes on without a restart, and nothing acknowledged is lost', {
  timeout: 60_000,
}, async () => {
  await primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'")
  await primary.query('SELECT pg_reload_conf()')
  await expect
    .poll(async () => (await primary.query('SELECT sync_state FROM pg_stat_replication')).rows)
    .toEqual([{ sync_state: 'sync' }])
  const crowd = await Crowd.gather(a.url, { people: 4, channels: 2 })
  const disconnects: string[] = []
  for (const { realtime } of crowd.clients) realtime.socket.on('disconnect', (reason) => disconnects.push(reason))
  crowd.talk()
  await crowd.heard(100)
  const at = performance.now()
  await postgres.primary.kill()
  await replica.query('SELECT pg_promote()')
  const promoted = performance.now()
  const first = await crowd.heard(1)
  console.log(
    `promoted ${(promoted - at).toFixed(0)} ms after the kill, acknowledged again ${(first - promoted).toFixed(0)} ms later`,
  )
  await crowd.heard(100)

  // The former primary comes back as if nothing had happened, and everybody has to connect again: to the new one.
  await postgres.primary.start()
  await replica.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'parley%' AND pid <> pg_backend_pid()",
  )
  await crowd.heard(100)
  await crowd.fallSilent()
  for (const { url } of [a, b]) await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200)
  await crowd.expectAgreement(replica)
  await ana.api.createServer({ body: { name: 'Afterwards' } })
  expect(disconnects).toEqual([])
  crowd.disperse()
})
