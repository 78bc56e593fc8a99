import { startJobQueue } from '../config/job-queue.ts'
import { purgeChannel, purgeRemains } from '../controllers/remains.controller.ts'
import { endExpiredSessions } from '../controllers/session.controller.ts'

/**
 * Door 3: starts doing the jobs that are queued, and those that are due.
 * @returns a function that ends it
 */
export function startWorkers(): Promise<() => Promise<void>> {
  return startJobQueue({
    'purge-channel': ({ channelId }, signal) => purgeChannel(channelId, signal),
    'find-remains': (_, signal) => purgeRemains(signal),
    'end-expired-sessions': () => endExpiredSessions(),
  })
}
