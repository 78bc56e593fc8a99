import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { borrowEmbeddedPostgres } from '@parley/embedded-postgres/embedded-postgres'
import { explainDatabaseError } from '../config/database-error.ts'
import type { Environment } from '../config/env.ts'
import { OperatorError } from '../lib/operator-error.ts'

interface Database {
  databaseUrl: string
  /** Whether it is the embedded one and a running app has it, too. */
  isShared: boolean
}

/**
 * Lets a command use the instance's database: yours, or the embedded one, which is started where no app runs.
 * @param create makes an embedded database where there is none
 */
export async function withDatabase<Result>(
  { databaseUrl, dataDir }: Pick<Environment, 'databaseUrl' | 'dataDir'>,
  work: (database: Database) => Promise<Result>,
  { create = false } = {},
): Promise<Result> {
  if (databaseUrl) {
    return work({ databaseUrl, isShared: false }).catch((error) => {
      throw explainDatabaseError(databaseUrl, error)
    })
  }
  if (!create && !existsSync(join(dataDir, 'postgres'))) {
    throw new OperatorError(
      `There is no database in ${dataDir}; set PARLEY_DATA_DIR or DATABASE_URL to what Parley starts with.`,
    )
  }
  const postgres = await borrowEmbeddedPostgres({ dataDir }).catch((cause: Error) => {
    throw new OperatorError(cause.message, { cause })
  })
  try {
    return await work({ databaseUrl: postgres.url, isShared: postgres.isShared })
  } finally {
    await postgres.stop()
  }
}
