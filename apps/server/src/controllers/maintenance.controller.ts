import { logger } from '../lib/logger.ts'
import { purgeDeletedChannels } from '../repositories/message.repository.ts'
import { rememberOnline } from './presence.controller.ts'
import { endExpiredSessions } from './session.controller.ts'

const MINUTE_MS = 60 * 1000

const underWay = new Set<Promise<void>>()
let isPurging = false

/** Removes what deleted channels have left behind, without keeping anybody waiting. What fails is tried again hourly. */
export function purgeInBackground(): void {
  if (isPurging) return
  isPurging = true
  void attempt('remove the messages of deleted channels', purgeDeletedChannels).finally(() => {
    isPurging = false
  })
}

/**
 * Starts what is done at intervals: removing what has run out or was deleted, and noting who is here.
 * @returns a function that ends it, and waits for what is under way
 */
export function startMaintenance(): () => Promise<void> {
  const sweep = () => {
    purgeInBackground()
    void attempt('end expired sessions', endExpiredSessions)
  }
  sweep()
  const timers = [
    setInterval(sweep, 60 * MINUTE_MS),
    setInterval(() => void attempt('note who is online', rememberOnline), 5 * MINUTE_MS),
  ]
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await attempt('note who is online', rememberOnline)
    await Promise.all(underWay)
  }
}

async function attempt(what: string, task: () => Promise<void>): Promise<void> {
  const attempted = task().catch((error: unknown) => logger.warn({ err: error }, `could not ${what}`))
  underWay.add(attempted)
  await attempted
  underWay.delete(attempted)
}
