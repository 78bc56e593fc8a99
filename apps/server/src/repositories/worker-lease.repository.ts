import { randomInt } from 'node:crypto'
import { pool } from '../config/database.ts'
import { WORKER_COUNT } from '../lib/snowflake.ts'

const LEASE_SECONDS = 60

/** Takes the lease of a worker number unless another holder's still runs, or renews one's own. */
const TAKE = `
INSERT INTO worker_leases AS lease (worker_id, holder, expires_at)
VALUES ($1, $2, now() + make_interval(secs => ${LEASE_SECONDS}))
ON CONFLICT (worker_id) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
WHERE lease.expires_at < now() OR lease.holder = excluded.holder`

/** @returns whether the lease is the holder's now */
export async function takeWorkerLease(workerId: number, holder: string): Promise<boolean> {
  const { rowCount } = await pool.query(TAKE, [workerId, holder])
  return rowCount === 1
}

/** Takes any free worker number, 0 to 1023. @param holder a UUID of this run of this instance */
export async function claimWorkerId(holder: string): Promise<number> {
  const start = randomInt(WORKER_COUNT)
  for (let offset = 0; offset < WORKER_COUNT; offset++) {
    const workerId = (start + offset) % WORKER_COUNT
    if (await takeWorkerLease(workerId, holder)) return workerId
  }
  throw new Error(`All ${WORKER_COUNT} worker numbers are taken`)
}

/** Gives a worker number back, if it is still the holder’s. */
export async function releaseWorkerLease(workerId: number, holder: string): Promise<void> {
  await pool.query('DELETE FROM worker_leases WHERE worker_id = $1 AND holder = $2', [workerId, holder])
}

/** The newest message id there is, or undefined before the first: what new ids must be greater than. */
export async function findNewestMessageId(): Promise<bigint | undefined> {
  const { rows } = await pool.query<{ id: string | null }>('SELECT max(id) AS id FROM messages')
  return rows[0]?.id ? BigInt(rows[0].id) : undefined
}
