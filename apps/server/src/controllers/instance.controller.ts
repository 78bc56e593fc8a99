import { ids } from '../lib/ids.ts'
import { logger } from '../lib/logger.ts'
import { claimWorkerId, releaseWorkerLease, takeWorkerLease } from '../repositories/worker-lease.repository.ts'

const RENEW_INTERVAL_MS = 15_000

/**
 * Claims a worker number that no other instance holds, and keeps it for as long as this one runs. A lease that ran out
 * while the database was away, and that somebody else took, is replaced by another number.
 * @param holder a UUID of this run
 * @returns the number, and how to give it back
 */
export async function leaseWorkerId(holder: string): Promise<{ workerId: number; release: () => Promise<void> }> {
  let workerId = await claimWorkerId(holder)
  const renew = async () => {
    if (await takeWorkerLease(workerId, holder)) return
    workerId = await claimWorkerId(holder)
    ids.useWorker(workerId)
  }
  const timer = setInterval(() => {
    renew().catch((error) => logger.warn({ err: error }, 'could not renew the worker number'))
  }, RENEW_INTERVAL_MS)
  return {
    workerId,
    release: async () => {
      clearInterval(timer)
      await releaseWorkerLease(workerId, holder)
    },
  }
}
