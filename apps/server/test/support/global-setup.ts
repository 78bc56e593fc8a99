import { createTemplateDatabase, startTestPostgres } from '@parley/embedded-postgres/test-database'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/config/migrate.ts'

/** One PostgreSQL for the whole run, with a migrated database that every test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres()
  const template = await createTemplateDatabase(postgres, async (url) => {
    await migrate(url)
  })
  project.provide('postgresUrl', postgres.url)
  project.provide('templateDatabase', template)
  return () => postgres.stop()
}
