import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { serverUrls } from './database-url.ts'

/** Milliseconds that a server may take to say what it is, and that the others may take after the first that is it. */
const PROBE_DEADLINE_MS = 2_000
const PROBE_GRACE_MS = 200
/** For how long an answer is good: a burst of new connections asks once. */
const ANSWER_TTL_MS = 1_000

interface Place {
  host: string
  port: number
  /** Grows by one whenever a replica becomes the primary. */
  timeline: number
}

const PROBE = `SELECT CASE WHEN NOT pg_is_in_recovery()
  THEN ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END AS timeline`

/** Which of several servers, of which one replicates to the others, takes writes now. */
class Primary {
  readonly #urls: string[]
  #timeline = 0
  #search: { place: Promise<Place>; until: number } | undefined

  constructor(urls: string[]) {
    this.#urls = urls
  }

  find(): Promise<Place> {
    if (this.#search && performance.now() < this.#search.until) return this.#search.place
    const search = { place: this.#find(), until: Number.POSITIVE_INFINITY }
    this.#search = search
    search.place.then(
      () => {
        search.until = performance.now() + ANSWER_TTL_MS
      },
      () => this.forget(),
    )
    return search.place
  }

  /** Called when the server that was found is not what it was. */
  forget(): void {
    this.#search = undefined
  }

  /** All are asked at once, so that one that does not answer holds nothing up. */
  async #find(): Promise<Place> {
    const found: Place[] = []
    const probes = this.#urls.map((url) => probe(url).then((place) => void found.push(place)))
    await Promise.any(probes).catch(({ errors }: AggregateError) => {
      const reasons = errors.map(({ message, code }) => message || code).join('; ')
      throw notPrimary(`none of its servers takes writes: ${reasons}`)
    })
    await Promise.race([Promise.allSettled(probes), delay(PROBE_GRACE_MS, undefined, { ref: false })])
    // A former primary that was started again as if nothing had happened must get no more writes.
    const [newest] = found.toSorted((a, b) => b.timeline - a.timeline)
    if (!newest || newest.timeline < this.#timeline) {
      throw notPrimary('the only server that takes writes was replaced as the primary')
    }
    this.#timeline = newest.timeline
    return newest
  }
}

async function probe(url: string): Promise<Place> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'parley-probe',
    connectionTimeoutMillis: PROBE_DEADLINE_MS,
    query_timeout: PROBE_DEADLINE_MS,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ timeline: number | null }>(PROBE)
    const timeline = rows[0]?.timeline
    if (!timeline) throw notPrimary(`${client.host}:${client.port} is a replica`)
    return { host: client.host, port: client.port, timeline }
  } finally {
    client.end().catch(() => {})
  }
}

/** With PostgreSQL's own code for a transaction that may only read, which counts as a database that is away. */
function notPrimary(message: string): Error {
  return Object.assign(new Error(message), { code: '25006' })
}

const primaries = new Map<string, Primary>()

/** One for all connections, by the servers that it is among; undefined for a single server. */
function primaryAmong(url: string): Primary | undefined {
  const urls = serverUrls(url)
  if (urls.length === 1) return undefined
  const known = primaries.get(url) ?? new Primary(urls)
  primaries.set(url, known)
  return known
}

/**
 * A connection to the server that takes writes, whichever of those in `connectionString` that is when it connects; never
 * to a replica, from which what was taken away could still be read.
 */
export class PrimaryClient extends pg.Client {
  readonly #primary: Primary | undefined
  #isReplica = false

  constructor(config: pg.ClientConfig = {}) {
    const { connectionString = '' } = config
    super({ ...config, connectionString: serverUrls(connectionString)[0] ?? '' })
    this.#primary = primaryAmong(connectionString)
    // It may break before who asked for it has heard that it is there: what is asked of it then is refused.
    this.on('error', () => undefined)
    // Every server says so by itself, from PostgreSQL 14 on.
    this.connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
      if (parameterName === 'in_hot_standby') this.#isReplica = parameterValue === 'on'
    })
  }

  override connect(): Promise<this>
  override connect(callback: (error: Error | null, client?: this) => void): void
  override connect(callback?: (error: Error | null, client?: this) => void): Promise<this> | undefined {
    const connected = this.#connect()
    if (!callback) return connected
    connected.then((client) => callback(null, client), callback)
    return undefined
  }

  async #connect(): Promise<this> {
    try {
      if (this.#primary) {
        const { host, port } = await this.#primary.find()
        Object.assign(this, { host, port })
      }
      await super.connect()
      if (this.#isReplica) throw notPrimary(`${this.host}:${this.port} is a replica`)
      return this
    } catch (error) {
      this.#primary?.forget()
      super.end().catch(() => {})
      throw error
    }
  }
}
