import { once } from 'node:events'
import { createDatabase, type TestDatabase } from '@parley/embedded-postgres/test-database'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { snowflakeDate } from '../../src/lib/snowflake.ts'
import type { MessageDraft, WrittenMessage } from '../../src/repositories/message-statements.ts'
import { createChannels, expectSound, expectUniqueIds, readChannel } from './support/stored.ts'
import { type InstanceOptions, WriterInstance } from './support/writer-instance.ts'

const HOUR = 3_600_000
const author = '7'

let database: TestDatabase
let pool: pg.Pool
let channelId: string
let instances: WriterInstance[] = []

/** Starts an instance that is stopped after the test. */
async function startInstance(worker: number, options: InstanceOptions = {}): Promise<WriterInstance> {
  const instance = await WriterInstance.start(database.url, worker, options)
  instances.push(instance)
  return instance
}

/** A message of the test's author to the test's channel, unless told otherwise. */
function draft(parts: Partial<MessageDraft> = {}): MessageDraft {
  return { channelId, authorId: author, content: 'Ahoy', nonce: undefined, mentionedUserIds: [], ...parts }
}

/** Resolves when statements wait for a lock. */
async function untilBlocked(count = 1): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if ((rows[0]?.waiting ?? 0) >= count) return
  }
}

/** Holds the channel's counter, so that whoever writes to it waits. @returns how to let go */
async function holdChannel(): Promise<() => Promise<void>> {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT FROM channel_counters WHERE channel_id = $1 FOR UPDATE', [channelId])
  return async () => {
    await client.query('COMMIT')
    client.release()
  }
}

const code = (value: string) => expect.objectContaining({ code: value })

beforeAll(async () => {
  database = await createDatabase(inject('postgresUrl'), inject('templateDatabase'))
  pool = new pg.Pool({ connectionString: database.url })
})
beforeEach(async () => {
  const [made] = await createChannels(pool, 1)
  channelId = String(made)
})
afterEach(async () => {
  for (const instance of instances) await instance.stop()
  instances = []
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('numbers what is sent at once in the order in which it was sent, and settles and announces it in that order', async () => {
  const instance = await startInstance(1)
  const settled: number[] = []
  const sends = Array.from({ length: 1200 }, async (_, index) => {
    const { message } = await instance.write(
      draft({ content: `${index}`, authorId: String(index % 7), nonce: `n${index}` }),
    )
    settled.push(message.seq)
    return message
  })
  const messages = await Promise.all(sends)
  const stored = await expectSound(pool, channelId)
  expect(stored.map((message) => message.content)).toEqual(messages.map((_, index) => `${index}`))
  expect(messages.map((message) => message.seq)).toEqual(stored.map((message) => message.seq))
  expect(settled).toEqual(stored.map((message) => message.seq))
  expect(instance.announced).toEqual(messages)
})

test('tells what it has stored as the database has it', async () => {
  const instance = await startInstance(1)
  const content = '{"a", \\b} NULL \u{1F980} \n\'; --'
  const { message, created } = await instance.write(draft({ content, nonce: '{",\\}' }))
  const { rows } = await pool.query('SELECT * FROM messages WHERE channel_id = $1', [channelId])
  expect(created).toBe(true)
  expect(rows).toEqual([
    {
      channel_id: channelId,
      id: message.id,
      seq: String(message.seq),
      type: 0,
      author_id: author,
      content,
      nonce: '{",\\}',
      created_at: message.createdAt,
      edited_at: null,
      deleted_at: null,
    },
  ])
  expect(message.createdAt).toEqual(snowflakeDate(message.id))
})

test('stores and announces a nonce once, however often and through whichever instance it is sent', async () => {
  const [one, two] = [await startInstance(1), await startInstance(2)]
  const first = await one.write(draft({ nonce: 'same', content: 'first' }))
  const results = await Promise.all([
    one.write(draft({ nonce: 'same', content: 'second' })),
    two.write(draft({ nonce: 'same', content: 'third' })),
    two.write(draft({ nonce: 'same', content: 'fourth' })),
    two.write(draft({ nonce: 'same', authorId: '8' })),
  ])
  expect(results.map((result) => result.created)).toEqual([false, false, false, true])
  for (const { message } of results.slice(0, 3)) expect(message).toEqual(first.message)
  expect(await expectSound(pool, channelId)).toHaveLength(2)
  expect([...one.announced, ...two.announced]).toHaveLength(2)
})

test('stores a nonce once that two instances write in the same moment, and fails none of its neighbours', async () => {
  const [one, two] = [await startInstance(1), await startInstance(2)]
  for (const names of [['same'], ['before', 'same', 'after']]) {
    const release = await holdChannel()
    const writes = [one, two].map((instance, number) => {
      const nonces = names.map((name) => (name === 'same' ? `same of ${names.length}` : `${name} by ${number}`))
      return nonces.map((nonce) => instance.write(draft({ nonce })))
    })
    await untilBlocked(2)
    await release()
    const results = await Promise.all(writes.flat())
    const same = results.filter(({ message }) => message.nonce === `same of ${names.length}`)
    expect(same.map(({ created }) => created).toSorted()).toEqual([false, true])
    expect(same[0]?.message).toEqual(same[1]?.message)
    expect(results.filter(({ created }) => created)).toHaveLength(2 * names.length - 1)
  }
  expect(await expectSound(pool, channelId)).toHaveLength(6)
  expect([...one.announced, ...two.announced]).toHaveLength(6)
})

test('never makes two instances wait for each other', async () => {
  const channels = await createChannels(pool, 8)
  const started = await Promise.all([startInstance(1), startInstance(2), startInstance(3)])
  const busy = started.map(async (instance, number) => {
    for (let round = 0; round < 25; round++) {
      const order = number % 2 === 0 ? channels : channels.toReversed()
      await Promise.all(order.map((id) => instance.write(draft({ channelId: id }))))
    }
  })
  await Promise.all(busy)
  for (const id of channels) expect(await expectSound(pool, id)).toHaveLength(75)
  await Promise.all(started.map((instance) => instance.stop()))
  instances = []
  // PostgreSQL counts what a connection has met when the connection is gone.
  for (;;) {
    const { rows } = await pool.query(
      `SELECT numbackends, deadlocks::int FROM pg_stat_database WHERE datname = current_database()`,
    )
    if (rows[0].numbackends > pool.totalCount) continue
    expect(rows[0].deadlocks).toBe(0)
    break
  }
})

test('orders ids as seq across instances whose clocks are hours apart, and starves none of them', async () => {
  const behind = await startInstance(1, { ahead: -HOUR })
  const ahead = await startInstance(2, { ahead: HOUR })
  // A hot channel: one statement of the instance that is ahead follows the other.
  const senders = 16
  let isDone = false
  const busy = Array.from({ length: senders }, async () => {
    while (!isDone) await ahead.write(draft({ content: 'from ahead' }))
  })
  for (let number = 0; number < 30; number++) {
    const { message } = await behind.write(draft({ content: 'from behind' }))
    expect((BigInt(message.id) >> 12n) & 1023n).toBe(1n)
    expect(message.createdAt).toEqual(snowflakeDate(message.id))
  }
  isDone = true
  await Promise.all(busy)
  const stored = await expectSound(pool, channelId)
  expect(stored.filter(({ content }) => content === 'from behind')).toHaveLength(30)
  // They take turns.
  expect(ahead.announced.length).toBeLessThan(30 * senders * 4)
})

test('never gives two channels the same id, also where another instance has pushed ids ahead', async () => {
  const channels = await createChannels(pool, 6)
  const instance = await startInstance(1, { maxBatch: 40 })
  const soon = await startInstance(2, { ahead: 20 })
  for (let round = 0; round < 20; round++) {
    await soon.write(draft({ channelId: channels[round % 6] ?? '', content: 'ahead' }))
    const sends = Array.from({ length: 100 }, (_, number) =>
      instance.write(draft({ channelId: channels[number % 6] ?? '', content: 'often' })),
    )
    await Promise.all(sends)
  }
  await expectUniqueIds(pool)
  for (const id of channels) await expectSound(pool, id)
})

test('acknowledges and announces what was committed when the answer got lost with the connection', async () => {
  const instance = await startInstance(1)
  await instance.write(draft({ content: 'earlier' }))
  for (const nonce of ['with a nonce', undefined]) {
    instance.proxy.breakNext('lose-answer')
    const { message, created } = await instance.write(draft({ content: 'kept', nonce }))
    expect(created).toBe(true)
    expect(instance.announced.at(-1)).toEqual(message)
  }
  expect(await expectSound(pool, channelId)).toHaveLength(3)
  expect(instance.announced).toHaveLength(3)
})

test('writes again what never reached the database', async () => {
  const instance = await startInstance(1)
  await instance.write(draft({ content: 'earlier' }))
  instance.proxy.breakNext('lose-request')
  const { created } = await instance.write(draft({ content: 'kept', nonce: 'one' }))
  expect(created).toBe(true)
  expect(await expectSound(pool, channelId)).toHaveLength(2)
})

test('stores and announces once what a statement commits that has outlived its connection', async () => {
  const instance = await startInstance(1)
  await instance.write(draft({ content: 'earlier' }))
  const release = await holdChannel()
  const writes = [
    instance.write(draft({ content: 'with a nonce', nonce: 'one' })),
    instance.write(draft({ content: 'too', nonce: 'two' })),
  ]
  await untilBlocked()
  instance.proxy.abandon()
  // Now two statements wait with the same messages: that of the broken connection, and the one after it.
  await untilBlocked(2)
  await release()
  const results = await Promise.all(writes)
  expect(results.map(({ created }) => created)).toEqual([true, true])
  expect(await expectSound(pool, channelId)).toHaveLength(3)
  expect(instance.announced.map(({ content }) => content)).toEqual(['earlier', 'with a nonce', 'too'])
})

test('does not write a message without a nonce a second time while the first may still be under way', async () => {
  const instance = await startInstance(1)
  await instance.write(draft({ content: 'earlier' }))
  const release = await holdChannel()
  const write = instance.write(draft({ content: 'without a nonce' }))
  await untilBlocked()
  instance.proxy.abandon()
  await expect(write).rejects.toEqual(code('unavailable'))
  await release()
  await instance.write(draft({ content: 'later' }))
  const contents = (await expectSound(pool, channelId)).map(({ content }) => content)
  // PostgreSQL may never have got the end of the request, or get to it late; what counts is that nobody asked it twice.
  expect([
    ['earlier', 'without a nonce', 'later'],
    ['earlier', 'later', 'without a nonce'],
    ['earlier', 'later'],
  ]).toContainEqual(contents)
})

test('announces what turns out to be stored after its sender was told that it is not', async () => {
  const instance = await startInstance(1, { patience: 1_000 })
  await instance.write(draft({ content: 'earlier' }))
  instance.proxy.breakNext('lose-answer')
  const { promise: announced, resolve } = Promise.withResolvers<WrittenMessage>()
  const write = instance.writer.write(
    { channelId, authorId: author, content: 'late', nonce: 'late', mentionedUserIds: [] },
    resolve,
  )
  const refused = expect(write).rejects.toEqual(code('unavailable'))
  for (;;) if ((await readChannel(pool, channelId)).length === 2) break
  instance.proxy.setDown(true)
  await refused
  // It goes on asking although nobody waits any more.
  await instance.proxy.refusal()
  await instance.proxy.refusal()
  instance.proxy.setDown(false)
  expect((await announced).content).toBe('late')
  const retry = await instance.write(draft({ content: 'late', nonce: 'late' }))
  expect(retry).toEqual({ message: await announced, created: false })
  expect(await expectSound(pool, channelId)).toHaveLength(2)
})

test('answers within its patience while the database is away or does not answer, and goes on when it is back', async () => {
  const instance = await startInstance(1, { patience: 600 })
  await instance.write(draft({ content: 'earlier' }))
  instance.proxy.setDown(true)
  const away = performance.now()
  await expect(instance.write(draft({ nonce: 'one' }))).rejects.toEqual(code('unavailable'))
  expect(performance.now() - away).toBeLessThan(2_500)
  instance.proxy.setDown(false)
  await instance.write(draft({ content: 'back', nonce: 'two' }))

  const release = await holdChannel()
  const stuck = performance.now()
  await expect(instance.write(draft({ nonce: 'three' }))).rejects.toEqual(code('unavailable'))
  await expect(instance.write(draft({ nonce: 'four' }))).rejects.toEqual(code('unavailable'))
  expect(performance.now() - stuck).toBeLessThan(4_000)
  await release()
  await instance.write(draft({ content: 'back again', nonce: 'five' }))
  const nonces = (await expectSound(pool, channelId)).map(({ nonce }) => nonce)
  expect(nonces).toEqual([null, 'two', 'three', 'five'])
  expect(instance.announced.map(({ nonce }) => nonce ?? null)).toEqual(nonces)
})

test('outlives an outage that is shorter than its patience without anybody noticing', async () => {
  const instance = await startInstance(1)
  await instance.write(draft({ content: 'earlier' }))
  const noticed = once(instance.connections, 'error')
  instance.proxy.setDown(true)
  await noticed
  const writes = Array.from({ length: 50 }, (_, number) =>
    instance.write(draft({ content: `${number}`, nonce: `${number}` })),
  )
  const unsent = instance.write(draft({ content: 'without a nonce' }))
  setTimeout(() => instance.proxy.setDown(false), 300)
  await Promise.all([...writes, unsent])
  expect((await expectSound(pool, channelId)).map(({ content }) => content)).toEqual([
    'earlier',
    ...Array.from({ length: 50 }, (_, number) => `${number}`),
    'without a nonce',
  ])
})

test('refuses as overloaded what does not fit into the queue, and stores all that it has accepted', async () => {
  const instance = await startInstance(1, { maxQueue: 100, maxBatch: 10 })
  const release = await holdChannel()
  const first = instance.write(draft({ content: 'first' }))
  await untilBlocked()
  const writes = Array.from({ length: 130 }, (_, number) => instance.write(draft({ content: `${number}` })))
  const results = Promise.allSettled(writes)
  await release()
  await first
  const outcomes = (await results).map((result) => (result.status === 'fulfilled' ? 'stored' : result.reason.code))
  expect(outcomes).toEqual([...Array(100).fill('stored'), ...Array(30).fill('overloaded')])
  expect(await expectSound(pool, channelId)).toHaveLength(101)
  await instance.write(draft({ content: 'after the rush' }))
})

test('fails a message that cannot be stored alone, whatever was sent beside it', async () => {
  const instance = await startInstance(1)
  const contents = Array.from({ length: 60 }, (_, number) =>
    number === 23 || number === 24 ? 'no\0good' : `${number}`,
  )
  const results = await Promise.allSettled(contents.map((content) => instance.write(draft({ content }))))
  expect(results.map((result) => result.status === 'fulfilled')).toEqual(
    contents.map((content) => !content.includes('\0')),
  )
  const stored = await expectSound(pool, channelId)
  expect(stored.map(({ content }) => content)).toEqual(contents.filter((content) => !content.includes('\0')))
})

test('does not find a channel that is gone, nor the message of a nonce that was deleted', async () => {
  const instance = await startInstance(1)
  await instance.write(draft({ nonce: 'one' }))
  await pool.query(`UPDATE messages SET content = '', deleted_at = now() WHERE channel_id = $1`, [channelId])
  await expect(instance.write(draft({ nonce: 'one' }))).rejects.toEqual(code('not_found'))
  await expect(instance.write(draft({ channelId: '999', nonce: 'one' }))).rejects.toEqual(code('not_found'))
  await expect(instance.write(draft({ channelId: '999' }))).rejects.toEqual(code('not_found'))
  expect(instance.announced).toHaveLength(1)
})

test('an announcement that fails is no reason to write again', async () => {
  const instance = await startInstance(1, {
    onStored: () => {
      throw new Error('nobody hears')
    },
  })
  await expect(instance.write(draft({ content: 'one' }))).resolves.toMatchObject({ created: true })
  expect(await expectSound(pool, channelId)).toHaveLength(1)
})

test('once closed, refuses new messages and settles those that wait', async () => {
  const instance = await startInstance(1, { maxBatch: 10 })
  const writes = Array.from({ length: 50 }, (_, number) => instance.write(draft({ content: `${number}` })))
  const closed = instance.writer.close()
  await expect(instance.write(draft({ content: 'too late' }))).rejects.toEqual(code('unavailable'))
  await closed
  expect(instance.announced).toHaveLength(50)
  await Promise.all(writes)
})

test('closes in time although the database is away', async () => {
  const instance = await startInstance(1, { patience: 1_000 })
  await instance.write(draft({ content: 'earlier' }))
  instance.proxy.breakNext('lose-answer')
  const write = instance.write(draft({ content: 'cut', nonce: 'cut' }))
  const refused = expect(write).rejects.toEqual(code('unavailable'))
  for (;;) if ((await readChannel(pool, channelId)).length === 2) break
  instance.proxy.setDown(true)
  await instance.writer.close()
  await refused
})
