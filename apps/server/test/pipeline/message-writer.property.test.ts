import { setImmediate as turn } from 'node:timers/promises'
import { createDatabase, type TestDatabase } from '@parley/embedded-postgres/test-database'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { MessageDraft } from '../../src/repositories/message-statements.ts'
import type { WriteResult } from '../../src/repositories/message-writer.ts'
import { createChannels, expectSound, expectUniqueIds, type StoredMessage } from './support/stored.ts'
import { WriterInstance } from './support/writer-instance.ts'

const HOUR = 3_600_000
const INSTANCES = 3
const CHANNELS = 3
/** Whose connections no fault strikes. */
const OBSERVER = 'observer'

let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createDatabase(inject('postgresUrl'), inject('templateDatabase'))
  pool = new pg.Pool({ connectionString: database.url, application_name: OBSERVER })
  pool.on('error', () => {})
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const faults = ['lose-answer', 'lose-request', 'cut', 'abandon', 'terminate', 'turn-clock', 'crash'] as const
type Fault = (typeof faults)[number]

const anInstance = fc.nat(INSTANCES - 1)
const aMessage = fc.record({
  channel: fc.nat(CHANNELS - 1),
  instance: anInstance,
  content: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => !text.includes('\0')),
  /** Whether it is sent through two instances in the same moment, as a client does that reconnects too eagerly. */
  isDoubled: fc.boolean(),
  hasNonce: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
})
const aSender = fc.record({
  /** Waits for each answer before sending on, or sends everything at once through one instance. */
  style: fc.constantFrom('steady' as const, 'burst' as const),
  messages: fc.array(aMessage, { minLength: 1, maxLength: 40 }),
})
const aPlan = fc.record({
  clocks: fc.array(fc.integer({ min: -HOUR, max: HOUR }), { minLength: INSTANCES, maxLength: INSTANCES }),
  maxBatch: fc.constantFrom(1, 3, 500),
  senders: fc.array(aSender, { minLength: 2, maxLength: 8 }),
  faults: fc.array(
    fc.record({
      kind: fc.constantFrom(...faults),
      instance: anInstance,
      /** Happens after so many acknowledgements. */
      after: fc.nat(60),
      clock: fc.integer({ min: -HOUR, max: HOUR }),
    }),
    { maxLength: 8 },
  ),
})
type Plan = typeof aPlan extends fc.Arbitrary<infer Value> ? Value : never

/** A message that somebody was told is stored. */
interface Acknowledged {
  draft: MessageDraft
  result: WriteResult
  /** Whether the first attempt was answered so. */
  isFirstTry: boolean
}

/** Carries a plan out, and gathers what the senders were told. */
class Run {
  readonly plan: Plan
  readonly channels: string[]
  readonly instances: WriterInstance[]
  readonly crashed = new Set<WriterInstance>()
  readonly acknowledged: Acknowledged[][] = []
  #crash = Promise.withResolvers<never>()

  constructor(plan: Plan, channels: string[], instances: WriterInstance[]) {
    this.plan = plan
    this.channels = channels
    this.instances = instances
    this.#crash.promise.catch(() => {})
  }

  async finish(): Promise<void> {
    await Promise.all(this.plan.senders.map((sender, index) => this.#send(sender, index)))
    const alive = this.instances.filter((instance) => !this.crashed.has(instance))
    await Promise.all(alive.map((instance) => instance.writer.close()))
  }

  async #send({ style, messages }: Plan['senders'][number], sender: number): Promise<void> {
    const acknowledged: Acknowledged[] = []
    this.acknowledged.push(acknowledged)
    const sends = messages.map((message, index) => async () => {
      const draft = {
        channelId: this.channels[message.channel] ?? '',
        authorId: String(sender + 1),
        content: message.content,
        nonce: message.hasNonce ? `${index}` : undefined,
        mentionedUserIds: [],
      }
      const instance = style === 'burst' ? (messages[0]?.instance ?? 0) : message.instance
      const result = await this.#deliver(draft, instance, message.isDoubled && message.hasNonce)
      if (!result) return
      acknowledged.push({ draft, ...result })
      await this.#progress()
    })
    if (style === 'burst') await Promise.all(sends.map((send) => send()))
    else for (const send of sends) await send()
  }

  /** Sends until it is acknowledged, each time through another instance, as long as the nonce makes that safe. */
  async #deliver(draft: MessageDraft, first: number, isDoubled: boolean) {
    for (let attempt = 0; ; attempt++) {
      const instance = this.#alive(first + attempt)
      const other = this.#alive(first + attempt + 1)
      try {
        const writes = isDoubled ? [instance.write(draft), other.write(draft)] : [instance.write(draft)]
        for (const write of writes) write.catch(() => {})
        const result = await Promise.race([Promise.any(writes), this.#crash.promise])
        return { result, isFirstTry: attempt === 0 && !isDoubled }
      } catch {
        if (draft.nonce === undefined) return undefined
        await turn()
      }
    }
  }

  #alive(index: number): WriterInstance {
    const alive = this.instances.filter((instance) => !this.crashed.has(instance))
    const instance = alive[index % alive.length]
    if (!instance) throw new Error('Every instance has crashed')
    return instance
  }

  async #progress(): Promise<void> {
    const count = this.acknowledged.reduce((sum, { length }) => sum + length, 0)
    for (const fault of this.plan.faults) if (fault.after === count) await this.#inject(fault.kind, fault)
  }

  async #inject(kind: Fault, { instance: index, clock }: Plan['faults'][number]): Promise<void> {
    const instance = this.#alive(index)
    if (kind === 'lose-answer' || kind === 'lose-request') instance.proxy.breakNext(kind)
    else if (kind === 'cut') instance.proxy.cut()
    else if (kind === 'abandon') instance.proxy.abandon()
    else if (kind === 'turn-clock') instance.ahead = clock
    else if (kind === 'terminate') {
      await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name <> $1`,
        [OBSERVER],
      )
    } else if (this.instances.length - this.crashed.size > 1) {
      this.crashed.add(instance)
      instance.proxy.abandon()
      instance.proxy.setDown(true)
      // Whoever waits for an answer loses the connection.
      this.#crash.reject(new Error('crashed'))
      this.#crash = Promise.withResolvers<never>()
      this.#crash.promise.catch(() => {})
    }
  }
}

/** Holds what the database has against what people were told. */
async function expectKept({ channels, instances, crashed, acknowledged }: Run): Promise<void> {
  const stored = new Map<string, StoredMessage>()
  for (const channelId of channels) {
    for (const message of await expectSound(pool, channelId)) stored.set(`${channelId}:${message.seq}`, message)
  }
  await expectUniqueIds(pool)

  for (const { draft, result } of acknowledged.flat()) {
    const { channelId, authorId, content, nonce } = draft
    const { id, seq } = result.message
    expect(result.message).toMatchObject(draft)
    expect(stored.get(`${channelId}:${seq}`)).toEqual({ id: BigInt(id), seq, authorId, content, nonce: nonce ?? null })
  }
  // Each message was acknowledged under a place of its own, and each sender's order is the channel's.
  const places = acknowledged.flat().map(({ draft, result }) => `${draft.channelId}:${result.message.seq}`)
  expect(new Set(places).size).toBe(places.length)

  // An instance announces each of its messages once, in order, and together they announce all.
  const announced = instances.flatMap((instance) => {
    for (const channelId of channels) {
      const seqs = instance.announced.filter((message) => message.channelId === channelId).map(({ seq }) => seq)
      expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b))
    }
    return instance.announced.map((message) => `${message.channelId}:${message.seq}`)
  })
  expect(new Set(announced).size).toBe(announced.length)
  const kept = [...stored].filter(([, { nonce }]) => nonce !== null).map(([place]) => place)
  if (crashed.size === 0) expect(announced).toEqual(expect.arrayContaining(kept))
}

function expectSendersOrder({ plan, acknowledged }: Run): void {
  for (const [index, sender] of plan.senders.entries()) {
    const own = acknowledged[index] ?? []
    const ordered = sender.style === 'steady' ? own : inOrderOfSending(own.filter(({ isFirstTry }) => isFirstTry))
    for (const channelId of new Set(own.map(({ draft }) => draft.channelId))) {
      const seqs = ordered.filter(({ draft }) => draft.channelId === channelId).map(({ result }) => result.message.seq)
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
    }
  }
}

function inOrderOfSending(acknowledged: Acknowledged[]): Acknowledged[] {
  const withNonce = acknowledged.filter(({ draft }) => draft.nonce !== undefined)
  return withNonce.toSorted((a, b) => Number(a.draft.nonce) - Number(b.draft.nonce))
}

test('whatever breaks: no acknowledged message is lost, doubled or reordered', { timeout: 60_000 }, async () => {
  const runs = fc.asyncProperty(aPlan, async (plan) => {
    const channels = await createChannels(pool, CHANNELS)
    const instances = await Promise.all(
      plan.clocks.map((ahead, index) =>
        WriterInstance.start(database.url, index, { ahead, maxBatch: plan.maxBatch, patience: 1_000 }),
      ),
    )
    const run = new Run(plan, channels, instances)
    try {
      await run.finish()
      expectSendersOrder(run)
      await expectKept(run)
    } finally {
      await Promise.all(instances.map((instance) => instance.stop()))
    }
  })
  await fc.assert(runs, { numRuns: Number(process.env.PIPELINE_RUNS ?? 40), endOnFailure: true })
})
