import pg from 'pg'

/** What decides whether a server can answer reads. */
export interface ReplicaFacts {
  isReplica: boolean
  /** Whether the role may see which primary it follows. */
  maySeeReceiver: boolean
  isReceiving: boolean
}

/** Looks at a replica as an instance would use it. */
export async function readReplicaFacts(url: string): Promise<ReplicaFacts> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT pg_is_in_recovery() AS "isReplica", pg_has_role('pg_read_all_stats', 'USAGE') AS "maySeeReceiver",
         EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming') AS "isReceiving"`,
    )
    return rows[0]
  } finally {
    await client.end()
  }
}
