import { logger } from '../lib/logger.ts'
import { purgeDeletedChannels } from '../repositories/message.repository.ts'
import { endExpiredSessions } from './session.controller.ts'

const INTERVAL_MS = 60 * 60 * 1000

let purging: Promise<void> | undefined

/** Removes what deleted channels have left behind, without keeping anybody waiting. What fails is tried again hourly. */
export function purgeInBackground(): void {
  purging ??= purgeDeletedChannels()
    .catch((error) => logger.warn({ err: error }, 'could not remove the messages of deleted channels'))
    .finally(() => {
      purging = undefined
    })
}

/** Starts the hourly sweep of what has run out. @returns a function that ends it, and waits for what is under way */
export function startMaintenance(): () => Promise<void> {
  const sweep = () => {
    purgeInBackground()
    endExpiredSessions().catch((error) => logger.warn({ err: error }, 'could not end expired sessions'))
  }
  sweep()
  const timer = setInterval(sweep, INTERVAL_MS)
  return async () => {
    clearInterval(timer)
    await purging
  }
}
