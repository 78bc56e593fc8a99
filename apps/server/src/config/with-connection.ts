import type { ClientBase, Pool } from 'pg'
import { isConnectionError } from '../lib/errors.ts'

/** Runs statements on a connection of the pool, which is kept unless it broke. */
export async function withConnection<Result>(
  pool: Pool,
  use: (client: ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  // A connection that breaks fails the statement too; the event, unheard, would end the process.
  const ignore = () => {}
  client.on('error', ignore)
  let isBroken = false
  try {
    return await use(client)
  } catch (error) {
    isBroken = isConnectionError(error)
    throw error
  } finally {
    client.off('error', ignore)
    client.release(isBroken)
  }
}
