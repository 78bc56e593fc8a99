import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type DatabaseFacts, readDatabaseFacts } from '../../config/database-facts.ts'
import { describeServers } from '../../config/database-url.ts'
import type { Environment } from '../../config/env.ts'
import { snowflakeDate } from '../../lib/snowflake.ts'
import { withDatabase } from '../database.ts'
import { type Finding, ok, problem, reasonOf, warning } from './finding.ts'

const oldestVersion = 150_000
/** What one instance opens, with some to spare. */
const connectionsPerInstance = 25
/** Milliseconds that clocks may differ. */
const MAX_SKEW_MS = 2_000

/** Looks at the database as an instance would use it. */
export async function checkDatabase(env: Environment): Promise<Finding[]> {
  if (!env.databaseUrl && !existsSync(join(env.dataDir, 'postgres'))) {
    return [ok('PostgreSQL: the embedded one, made at the first start')]
  }
  const where = env.databaseUrl ? `at ${describeServers(env.databaseUrl)}` : 'embedded'
  try {
    return judge(where, await withDatabase(env, ({ databaseUrl }) => readDatabaseFacts(databaseUrl)))
  } catch (error) {
    const advice = env.databaseUrl ? 'start it, or correct DATABASE_URL' : 'see server.log in the folder postgres'
    const reason = env.databaseUrl ? reasonOf(error) : (error as Error).message
    return [problem(`PostgreSQL ${where}: ${reason.replace(/\.$/, '')}`, advice)]
  }
}

function judge(where: string, facts: DatabaseFacts): Finding[] {
  const name = `PostgreSQL ${facts.versionName} ${where}`
  const findings: Finding[] = []
  if (facts.version < oldestVersion) findings.push(problem(`${name} is too old`, 'use version 15 or newer'))
  else findings.push(ok(name))
  if (facts.encoding !== 'UTF8') {
    findings.push(problem(`Database encoding ${facts.encoding}`, 'create the database with ENCODING UTF8'))
  }
  if (!facts.isDurable) {
    const advice = 'switch fsync, full_page_writes and synchronous_commit on: a power cut loses what was acknowledged'
    findings.push(problem('Database: commits are not on disk when they are acknowledged', advice))
  }
  if (facts.maxConnections < connectionsPerInstance) {
    const what = `Database: no more than ${facts.maxConnections} connections`
    findings.push(warning(what, `raise max_connections to ${connectionsPerInstance} for each instance`))
  }
  const { length } = facts.pending
  findings.push(ok(length === 0 ? 'Migrations: all applied' : `Migrations: ${length} to apply at the next start`))
  if (facts.deadLetters > 0) {
    const advice = 'find "a job failed for good" in the log; what was not done is tried again within a day'
    findings.push(warning(`Jobs: ${facts.deadLetters} failed every time`, advice))
  }
  findings.push(checkClock(facts))
  return findings
}

function checkClock({ now, newestMessageId }: DatabaseFacts): Finding {
  const advice = 'let NTP keep the clocks (timedatectl, chrony)'
  const skew = Math.round((Date.now() - now.getTime()) / 1000)
  if (Math.abs(skew) * 1000 > MAX_SKEW_MS) {
    return problem(`Clock: ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} the database's`, advice)
  }
  const ahead = newestMessageId ? snowflakeDate(newestMessageId).getTime() - Date.now() : 0
  if (ahead > MAX_SKEW_MS) {
    return problem(`Clock: ${Math.round(ahead / 1000)} s before the newest message was written`, advice)
  }
  return ok(`Clock: ${new Date().toISOString()}`)
}
