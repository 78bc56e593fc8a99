import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { applyMigration, PRISMA_MIGRATE_LOCK, readApplied } from '../config/migrate.ts'
import { PrimaryClient } from '../config/primary.ts'
import type { BackupTable, Bytes } from '../lib/backup-file.ts'
import { OperatorError } from '../lib/operator-error.ts'

/** Made by the migrations themselves, and what only lives as long as an instance runs. The job queue is in another schema. */
const NOT_BACKED_UP = ['_prisma_migrations', 'worker_leases']

/** So that the same values are always written the same way, and nothing is cut off for taking long. */
const SETTINGS = `
SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1;
SET bytea_output = 'hex'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET jit = off`

/** The whole database as it was at one moment, while others go on writing. */
export interface DatabaseSnapshot {
  migrations: string[]
  tables: BackupTable[]
  /** The rows of a table, or the columns named of one, as COPY writes them, ordered by key. */
  rows(table: BackupTable): Bytes
}

/** Opens a connection for one piece of work. */
async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new PrimaryClient({
    connectionString: url,
    application_name: 'parley-backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // A connection that breaks fails the statement that is under way.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(SETTINGS)
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Lets `read` look at one moment of the database. */
export function readDatabase<Result>(
  url: string,
  read: (snapshot: DatabaseSnapshot) => Promise<Result>,
): Promise<Result> {
  return connected(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const tables = await listTables(client)
    // A migration has to wait until all is read.
    if (tables.length > 0) await client.query(`LOCK TABLE ${nameList(tables)} IN ACCESS SHARE MODE`)
    return read({ migrations: await readApplied(client), tables, rows: (table) => copyOut(client, table, tables) })
  })
}

type KeyedTable = BackupTable & { key: string[] | null }

async function listTables(client: pg.Client): Promise<KeyedTable[]> {
  const { rows } = await client.query<KeyedTable>(
    `SELECT c.relname AS name,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       (SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum))
        FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class AS c
     WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relkind IN ('r', 'p')
       AND NOT c.relispartition AND c.relname <> ALL ($1)
       AND NOT EXISTS (SELECT FROM pg_depend AS d
         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     ORDER BY c.relname`,
    [NOT_BACKED_UP],
  )
  return rows
}

async function* copyOut(client: pg.Client, { name, columns }: BackupTable, tables: KeyedTable[]): Bytes {
  const key = tables.find((table) => table.name === name)?.key ?? columns
  const order = key.map(pg.escapeIdentifier).join(', ')
  yield* client.query(copyTo(`COPY (SELECT ${list(columns)} FROM ${id(name)} ORDER BY ${order}) TO STDOUT`))
}

const id = pg.escapeIdentifier
const list = (columns: string[]) => columns.map(id).join(', ')
const nameList = (tables: BackupTable[]) => list(tables.map((table) => table.name))

/** A database that is being filled with a backup; nobody sees any of it before all of it is there. */
export interface DatabaseLoad {
  /** Empties the database and gives it the tables that the backup's had. */
  prepare(migrations: string[], tables: BackupTable[]): Promise<void>
  insert(table: BackupTable, rows: Bytes): Promise<void>
}

/**
 * Lets `load` replace the database, in one transaction.
 * @throws OperatorError when it is in use, is not ours, or holds people and `force` is not given
 */
export function replaceDatabase<Result>(
  url: string,
  { force }: { force: boolean },
  load: (target: DatabaseLoad) => Promise<Result>,
): Promise<Result> {
  return connected(url, async (client) => {
    await client.query('BEGIN')
    // An app that starts meanwhile waits for it.
    await client.query('SELECT pg_advisory_xact_lock($1)', [PRISMA_MIGRATE_LOCK])
    await refuseUnlessFree(client, force)
    let foreignKeys: ForeignKey[] = []
    const filled: string[] = []
    const result = await load({
      async prepare(migrations, tables) {
        await dropEverything(client)
        for (const name of migrations) await applyMigration(client, name)
        foreignKeys = await dropForeignKeys(client)
        // Nothing happens for the first time.
        for (const { name } of tables) await client.query(`ALTER TABLE ${id(name)} DISABLE TRIGGER USER`)
        await client.query(`TRUNCATE ${nameList(tables)}`)
      },
      async insert({ name, columns }, rows) {
        const copy = client.query(copyFrom(`COPY ${id(name)} (${list(columns)}) FROM STDIN`))
        const copied = finished(copy)
        copied.catch(() => {})
        for await (const chunk of rows) {
          if (!copy.write(chunk)) await Promise.race([copied, new Promise((resolve) => copy.once('drain', resolve))])
        }
        copy.end()
        await copied
        filled.push(name)
      },
    })
    for (const name of filled) await client.query(`ALTER TABLE ${id(name)} ENABLE TRIGGER USER`)
    // Checks every row, too.
    for (const { table, name, definition } of foreignKeys) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${id(name)} ${definition}`)
    }
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return result
  })
}

async function refuseUnlessFree(client: pg.Client, force: boolean): Promise<void> {
  const { rows: users } = await client.query(
    `SELECT FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'parley%' AND pid <> pg_backend_pid()`,
  )
  if (users.length > 0) throw new OperatorError('Parley is running on this database; stop it first.')
  const applied = await readApplied(client)
  const tables = await listTables(client)
  if (tables.length === 0) return
  if (applied.length === 0) {
    throw new OperatorError(`The database holds tables that are not Parley's (${tables[0]?.name}); use another one.`)
  }
  if (!force && (await hasPeople(client))) {
    throw new OperatorError('The database is not empty; add --force to replace everything in it.')
  }
}

async function hasPeople(client: pg.Client): Promise<boolean> {
  const { rows: found } = await client.query(`SELECT to_regclass('users') AS name`)
  if (found[0].name === null) return false
  const { rows } = await client.query('SELECT FROM users LIMIT 1')
  return rows.length > 0
}

/** Whether there is anything in a database that one would miss. */
export function hasData(url: string): Promise<boolean> {
  return connected(url, hasPeople)
}

/** What extensions have brought stays. Jobs go: what they were about may never have happened, or is done. */
async function dropEverything(client: pg.Client): Promise<void> {
  await client.query('DROP SCHEMA IF EXISTS pgboss CASCADE')
  const { rows } = await client.query<{ statement: string }>(
    `WITH mine AS (SELECT to_regnamespace(quote_ident(current_schema()))::oid AS oid),
       extended AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
     SELECT format('DROP TABLE IF EXISTS %s CASCADE', c.oid::regclass) AS statement FROM pg_class AS c, mine
     WHERE c.relnamespace = mine.oid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM extended)
     UNION ALL SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype) FROM pg_type AS t, mine
     WHERE t.typnamespace = mine.oid AND t.typtype = 'e'
       AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM extended)
     UNION ALL SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc AS p, mine
     WHERE p.pronamespace = mine.oid
       AND ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM extended)`,
  )
  for (const { statement } of rows) await client.query(statement)
}

interface ForeignKey {
  table: string
  name: string
  definition: string
}

/** Rows come table by table, whichever refers to which; and checking them all at the end is quicker. */
async function dropForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint
     WHERE contype = 'f' AND conparentid = 0 AND connamespace = to_regnamespace(quote_ident(current_schema()))`,
  )
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${id(name)}`)
  return rows
}
