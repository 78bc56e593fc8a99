import { describeServers } from '../../config/database-url.ts'
import type { Environment } from '../../config/env.ts'
import { readReplicaFacts } from '../../config/replica-facts.ts'
import { type Finding, ok, reasonOf, warning } from './finding.ts'

/** Whether each replica can answer reads; without them the primary does. */
export function checkReplicas({ databaseReplicaUrls }: Environment): Promise<Finding[]> {
  return Promise.all(databaseReplicaUrls.map(checkReplica))
}

async function checkReplica(url: string): Promise<Finding> {
  const name = `Replica at ${describeServers(url)}`
  try {
    const { isReplica, maySeeReceiver, isReceiving } = await readReplicaFacts(url)
    if (!isReplica) return warning(`${name} is none`, 'point DATABASE_REPLICA_URLS to servers in recovery')
    const { username } = new URL(url)
    if (!maySeeReceiver) {
      return warning(`${name} does not say whom it follows`, `on the primary: GRANT pg_read_all_stats TO ${username}`)
    }
    if (!isReceiving) return warning(`${name} receives nothing`, 'look at its primary_conninfo and its log')
    return ok(name)
  } catch (error) {
    return warning(`${name}: ${reasonOf(error)}`, 'start it, or correct DATABASE_REPLICA_URLS')
  }
}
