import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { PgBoss } from 'pg-boss'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { pool, prisma } from '../../src/config/database.ts'
import { type JobHandlers, openJobQueue, startJobQueue, wakeWorker } from '../../src/config/job-queue.ts'
import { purgeChannel, purgeRemains } from '../../src/controllers/remains.controller.ts'
import { registry } from '../../src/lib/metrics.ts'
import { enqueuePurges } from '../../src/repositories/job.repository.ts'
import { connectFreshDatabase } from '../support/connected-database.ts'

const database = await connectFreshDatabase()
let stop: (() => Promise<void>) | undefined
beforeAll(() => openJobQueue())
afterEach(async () => {
  await stop?.()
  stop = undefined
  await pool.query('DELETE FROM pgboss.job')
  await pool.query('DELETE FROM messages')
})

/** Starts doing what is queued. @returns the channels that were purged, as it goes on */
async function work(handlers: Partial<JobHandlers> = {}): Promise<string[]> {
  const purged: string[] = []
  stop = await startJobQueue({
    'purge-channel': async ({ channelId }) => void purged.push(channelId),
    'find-remains': async () => {},
    'end-expired-sessions': async () => {},
    ...handlers,
  })
  return purged
}

const listJobs = async (name: string) => {
  const { rows } = await pool.query<{ state: string; key: string | null; data: object }>(
    'SELECT state, singleton_key AS key, data FROM pgboss.job WHERE name = $1 ORDER BY singleton_key',
    [name],
  )
  return rows
}

test('a job is queued exactly if its transaction is committed, and once while it waits', async () => {
  const undone = prisma.$transaction(async (transaction) => {
    await enqueuePurges(['1'], transaction)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await listJobs('purge-channel')).toEqual([])
  for (const ids of [['2'], ['2', '3']]) {
    await prisma.$transaction((transaction) => enqueuePurges(ids, transaction))
  }
  expect((await listJobs('purge-channel')).map(({ key }) => key)).toEqual(['2', '3'])
  const purged = await work()
  await expect.poll(() => purged.toSorted()).toEqual(['2', '3'])
})

test('a job that fails is tried again later, and in the end becomes a dead letter', async () => {
  let attempts = 0
  await work({
    'purge-channel': async () => {
      attempts++
      throw new Error('no luck')
    },
  })
  await enqueuePurges(['4'])
  wakeWorker('purge-channel')
  await expect.poll(() => listJobs('purge-channel')).toMatchObject([{ state: 'retry' }])
  const { rows } = await pool.query(
    `SELECT retry_limit, start_after > now() AS "isLater" FROM pgboss.job WHERE name = 'purge-channel'`,
  )
  expect(rows).toEqual([{ retry_limit: 12, isLater: true }])
  expect(attempts).toBe(1)
  // As after the other tries.
  await pool.query(`UPDATE pgboss.job SET retry_count = 11, start_after = now() WHERE name = 'purge-channel'`)
  wakeWorker('purge-channel')
  await expect.poll(() => listJobs('dead-letters')).toMatchObject([{ state: 'created', data: { channelId: '4' } }])
  expect(attempts).toBe(2)
  expect(await registry.getSingleMetricAsString('parley_jobs_total')).toContain(
    '{job="purge-channel",outcome="failed"} 2',
  )
})

test('what is under way when the app stops goes to another instance', async () => {
  const begun = Promise.withResolvers<AbortSignal>()
  await work({
    'purge-channel': (_, signal) => {
      begun.resolve(signal)
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  })
  await enqueuePurges(['5'])
  wakeWorker('purge-channel')
  const signal = await begun.promise
  await stop?.()
  expect(signal.aborted).toBe(true)
  expect(await listJobs('purge-channel')).toMatchObject([{ state: 'retry' }])
})

test('what an instance was at that was killed is begun anew by another', async () => {
  await enqueuePurges(['7'])
  const worker = spawn(process.execPath, [join(import.meta.dirname, 'support/stuck-worker.ts'), database.url])
  const [begun] = await once(worker.stdout, 'data')
  expect(String(begun).trim()).toBe('7')
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  const starts = vi.spyOn(PgBoss.prototype, 'start')
  const purged = await work()
  expect(await listJobs('purge-channel')).toMatchObject([{ state: 'active' }])
  // As when it has not been heard of for so long, and somebody looks.
  await pool.query(`UPDATE pgboss.job SET heartbeat_on = now() - interval '61 seconds' WHERE name = 'purge-channel'`)
  const [queue] = starts.mock.contexts as PgBoss[]
  await queue?.supervise('purge-channel')
  expect(await listJobs('purge-channel')).toMatchObject([{ state: 'retry' }])
  await pool.query(`UPDATE pgboss.job SET start_after = now() WHERE name = 'purge-channel'`)
  wakeWorker('purge-channel')
  await expect.poll(() => purged).toEqual(['7'])
})

async function storeMessage(channelId: string, id: string): Promise<void> {
  await pool.query(
    `INSERT INTO messages (channel_id, id, seq, author_id, content, created_at) VALUES ($1, $2, 1, 1, 'x', now())`,
    [channelId, id],
  )
}

const signal = new AbortController().signal

test('a channel that exists is not purged, whatever a job of another time says', async () => {
  await pool.query('INSERT INTO channels (id, type) VALUES (6, 1)')
  await storeMessage('6', '60')
  await purgeChannel('6', signal)
  expect((await pool.query('SELECT FROM messages')).rowCount).toBe(1)
  await pool.query('DELETE FROM channels WHERE id = 6')
  await pool.query('INSERT INTO mentions (user_id, channel_id, seq) VALUES (1, 6, 1)')
  await purgeChannel('6', signal)
  expect((await pool.query('SELECT channel_id FROM messages UNION ALL SELECT channel_id FROM mentions')).rowCount).toBe(
    0,
  )
})

test('what deleted channels have left behind is found, however many there are', async () => {
  await pool.query('INSERT INTO channels (id, type) SELECT n, 1 FROM generate_series(1001, 2001) AS n WHERE n % 2 = 0')
  for (const id of [1, 2]) {
    await pool.query(
      `INSERT INTO messages (channel_id, id, seq, author_id, content, created_at)
       SELECT n, n * 10 + $1, $1, 1, 'x', now() FROM generate_series(1001, 2001) AS n`,
      [id],
    )
  }
  await purgeRemains(signal)
  const odd = Array.from({ length: 501 }, (_, index) => String(1001 + 2 * index))
  expect((await listJobs('purge-channel')).map(({ key }) => key)).toEqual(odd)
})
