import { startTestPostgres } from '@parley/embedded-postgres/test-database'

/** One PostgreSQL for the whole run; every worker makes a database of its own in it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres()
  process.env.E2E_POSTGRES_URL = postgres.url
  return () => postgres.stop()
}
