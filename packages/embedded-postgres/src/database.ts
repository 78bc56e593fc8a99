import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end().catch(() => {})
  }
}

/** The address of another database on the same server. */
export function siblingUrl(url: string, database: string): string {
  const sibling = new URL(url)
  sibling.pathname = `/${database}`
  return sibling.href
}

/** Waits until the database takes connections, however long it recovers, and makes it where it does not exist yet. */
export async function untilReady(url: string, ended: Promise<string>): Promise<void> {
  for (;;) {
    try {
      return await execute(url, 'SELECT 1')
    } catch (error) {
      const state = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (state.startsWith('28')) throw error
      if (state === '3D000') await execute(siblingUrl(url, 'postgres'), 'CREATE DATABASE parley')
    }
    const how = await Promise.race([ended, sleep(25)])
    if (how !== undefined) throw new Error(`PostgreSQL ended: ${how}`)
  }
}
