import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { logger } from '../lib/logger.ts'
import { replicaLag, replicaReads, replicaUsable } from '../lib/metrics.ts'
import { describeServers } from './database-url.ts'
import { tracePool } from './tracing.ts'
import { withConnection } from './with-connection.ts'

/** How far the primary's log went at a moment. */
interface Position {
  timeline: number
  lsn: string
}

/** Milliseconds that a read waits for a replica to come as far as the primary was, and between two looks. */
const CATCH_UP_MS = 25
const LOOK_INTERVAL_MS = 2
/** Milliseconds between two looks at each replica's lag, which is also when one that was given up is tried again. */
const CHECK_INTERVAL_MS = 1_000
/** Milliseconds after which a read is left to the primary, which still has to answer in time. */
const CONNECT_DEADLINE_MS = 500
const QUERY_DEADLINE_MS = 1_500

/** Everything that was committed, and so acknowledged, is on disk up to there. */
const POSITION = {
  name: 'primary-position',
  text: `SELECT pg_current_wal_flush_lsn() AS lsn,
    ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int AS timeline`,
}

/**
 * A server that has replayed more, but of the timeline of a primary that was replaced, has something else there. Which
 * one it follows only those may see who may read statistics: for others it is null, and the replica is not used.
 */
const PROGRESS = {
  name: 'replica-progress',
  text: `SELECT pg_is_in_recovery() AND received_tli = $2 AS "isFollower",
      replayed >= $1::pg_lsn AS "isReached",
      CASE WHEN replayed >= $1::pg_lsn THEN 0
        ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 END AS "lagSeconds"
    FROM pg_last_wal_replay_lsn() AS replayed LEFT JOIN pg_stat_wal_receiver ON true`,
}

/** What recovery answers to a query that stands in its way. */
const SERIALIZATION_FAILURE = '40001'

/**
 * Answers reads from replicas as the primary would: a read asks the primary how far its log goes, and a replica only
 * answers when it has come that far. So it shows everything that was committed before it began, whoever wrote it, through
 * whichever instance. Where no replica has come that far soon enough, or none is there, the primary answers.
 */
export class Replicas {
  readonly #primary: pg.Pool
  readonly #replicas: Replica[]
  #next = 0
  /** The answer that is under way, or was the last; and the one that whoever asks now will get. */
  #position: Promise<Position> | undefined
  #nextPosition: Promise<Position> | undefined

  constructor(primary: pg.Pool, urls: string[]) {
    this.#primary = primary
    this.#replicas = urls.map((url) => new Replica(url, () => this.#readPosition()))
  }

  async query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    const replica = this.#choose()
    if (!replica) return this.#primary.query<Row>(statement)
    const position = await this.#readPosition()
    return (await replica.query<Row>(statement, position)) ?? this.#primary.query<Row>(statement)
  }

  async close(): Promise<void> {
    await Promise.all(this.#replicas.map((replica) => replica.close()))
  }

  /** The usable ones in turn. */
  #choose(): Replica | undefined {
    const usable = this.#replicas.filter(({ isUsable }) => isUsable)
    return usable[this.#next++ % usable.length]
  }

  /** However many ask at once, the primary is asked once; but only a statement that began after the question will do. */
  #readPosition(): Promise<Position> {
    this.#nextPosition ??= this.#readPositionAfter(this.#position)
    return this.#nextPosition
  }

  async #readPositionAfter(underWay: Promise<Position> | undefined): Promise<Position> {
    await underWay?.catch(() => undefined)
    this.#nextPosition = undefined
    this.#position = this.#queryPosition()
    return this.#position
  }

  async #queryPosition(): Promise<Position> {
    const { rows } = await this.#primary.query<Position>(POSITION)
    const [position] = rows
    if (!position) throw new Error('The primary does not say how far its log goes')
    return position
  }
}

interface Progress {
  isFollower: boolean | null
  isReached: boolean | null
  lagSeconds: number | null
}

class Replica {
  readonly #name: string
  readonly #pool: pg.Pool
  readonly #readPosition: () => Promise<Position>
  #isUsable = false
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(url: string, readPosition: () => Promise<Position>) {
    this.#name = describeServers(url)
    this.#readPosition = readPosition
    this.#pool = new pg.Pool({
      connectionString: url,
      max: 16,
      application_name: 'parley-reads',
      connectionTimeoutMillis: CONNECT_DEADLINE_MS,
      query_timeout: QUERY_DEADLINE_MS,
      keepAlive: true,
      options: '-c TimeZone=UTC',
    })
    this.#pool.on('error', () => {})
    tracePool(this.#pool)
    replicaUsable.set({ replica: this.#name }, 0)
    void this.#check()
  }

  get isUsable(): boolean {
    return this.#isUsable
  }

  /** @returns undefined when the primary has to answer */
  async query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
    position: Position,
  ): Promise<pg.QueryResult<Row> | undefined> {
    try {
      const result = await withConnection(this.#pool, async (client) =>
        (await this.#catchUp(client, position)) ? client.query<Row>(statement) : undefined,
      )
      if (!result) this.#giveUp('late')
      replicaReads.inc({ replica: this.#name, outcome: result ? 'answered' : 'late' })
      return result
    } catch (error) {
      // One that recovery has cancelled says nothing about the next.
      if ((error as { code?: unknown }).code !== SERIALIZATION_FAILURE) this.#giveUp(error)
      replicaReads.inc({ replica: this.#name, outcome: 'failed' })
      return undefined
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#pool.end()
  }

  /** @returns whether the replica is as far as the primary was, soon enough */
  async #catchUp(client: pg.ClientBase, position: Position): Promise<boolean> {
    const deadline = performance.now() + CATCH_UP_MS
    for (;;) {
      const { isFollower, isReached } = await readProgress(client, position)
      if (!isFollower) throw new Error('it does not follow this primary, or may not say so (pg_read_all_stats)')
      if (isReached) return true
      if (performance.now() > deadline) return false
      await delay(LOOK_INTERVAL_MS)
    }
  }

  async #check(): Promise<void> {
    try {
      const position = await this.#readPosition()
      const hasCaughtUp = await withConnection(this.#pool, async (client) => {
        const { lagSeconds } = await readProgress(client, position)
        if (lagSeconds !== null) replicaLag.set({ replica: this.#name }, lagSeconds)
        return this.#catchUp(client, position)
      })
      if (!hasCaughtUp) this.#giveUp('late')
      else if (!this.#isUsable) this.#takeUp()
    } catch (error) {
      this.#giveUp(error)
    }
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#check(), CHECK_INTERVAL_MS)
  }

  #takeUp(): void {
    this.#isUsable = true
    replicaUsable.set({ replica: this.#name }, 1)
    logger.info({ replica: this.#name }, 'a replica answers reads')
  }

  /** Leaves its reads to the others until the next check finds it well. */
  #giveUp(reason: unknown): void {
    if (!this.#isUsable || this.#isClosed) return
    this.#isUsable = false
    replicaUsable.set({ replica: this.#name }, 0)
    logger.warn(
      { replica: this.#name, ...(reason === 'late' ? { reason } : { err: reason }) },
      'a replica was given up',
    )
  }
}

async function readProgress(client: pg.ClientBase, { lsn, timeline }: Position): Promise<Progress> {
  const { rows } = await client.query<Progress>({ ...PROGRESS, values: [lsn, timeline] })
  return rows[0] ?? { isFollower: null, isReached: null, lagSeconds: null }
}
