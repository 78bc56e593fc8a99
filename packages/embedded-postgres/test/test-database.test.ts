import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EmbeddedPostgres } from '../src/embedded-postgres.ts'
import { createDatabase, createTemplateDatabase, startTestPostgres } from './support/test-database.ts'

let server: EmbeddedPostgres

beforeAll(async () => {
  server = await startTestPostgres()
})

afterAll(() => server.stop())

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  return await client
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

it('gives each test a migrated database of its own', async () => {
  const template = await createTemplateDatabase(server, async (url) => {
    await query(url, 'CREATE TABLE note (text text)')
  })
  const [one, two] = await Promise.all([createDatabase(server.url, template), createDatabase(server.url, template)])
  await query(one.url, `INSERT INTO note VALUES ('one')`)
  expect(await query(two.url, 'SELECT * FROM note')).toEqual([])
  await Promise.all([one.drop(), two.drop()])
  await expect(query(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/)
})
