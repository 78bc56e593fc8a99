import { createDatabase, type TestDatabase } from '@parley/embedded-postgres/test-database'
import { afterAll, inject } from 'vitest'
import { connectDB, disconnectDB } from '../../src/config/database.ts'

/** Connects the repositories in this process to a fresh database, for all tests of a file. */
export async function connectFreshDatabase(): Promise<TestDatabase> {
  const database = await createDatabase(inject('postgresUrl'), inject('templateDatabase'))
  await connectDB(database.url)
  afterAll(async () => {
    await disconnectDB()
    await database.drop()
  })
  return database
}
