import type { SessionEndReason } from '@parley/contracts/events'
import { listen } from '../config/database.ts'
import { clearCaches } from '../lib/cache.ts'
import { logger } from '../lib/logger.ts'
import { forgetChannel } from './channel.repository.ts'
import { forgetAllMemberships, forgetMembership, forgetParticipants } from './membership.repository.ts'
import { forgetInvite } from './server.repository.ts'
import { forgetSession } from './session.repository.ts'
import { forgetAuthor } from './user.repository.ts'

type Operation = 'insert' | 'update' | 'delete'

/** A committed change of a row, as the trigger `announce_change` tells it to every instance. */
export type Change =
  | { table: 'members'; operation: Operation; server_id: string; user_id: string }
  | { table: 'participants'; operation: Operation; channel_id: string; user_id: string }
  | { table: 'sessions'; operation: 'delete'; id: string; reason: SessionEndReason | '' | null }
  | { table: 'channels' | 'users'; operation: Operation; id: string }
  | { table: 'servers'; operation: Operation; id: string; invite_code: string }

interface ChangeFeedOptions {
  /** Called after the caches have forgotten what the change has made outdated. */
  onChange: (change: Change) => void
  /** Called when changes may have gone unheard: whatever hangs on them must be looked at again. */
  onGap: () => void
}

/**
 * Follows the changes that any instance, or anybody at the database, commits. PostgreSQL says them itself, so that they
 * come in milliseconds, without Redis, and also when the instance that made them dies the moment after.
 * @returns a function that ends it
 */
export function followChanges({ onChange, onGap }: ChangeFeedOptions): Promise<() => Promise<void>> {
  return listen('parley_changes', {
    onNotification: (payload) => {
      const change = JSON.parse(payload) as Change
      forget(change)
      onChange(change)
    },
    onGap: () => {
      logger.warn('changes may have gone unheard')
      clearCaches()
      onGap()
    },
  })
}

function forget(change: Change): void {
  switch (change.table) {
    case 'members':
      forgetMembership(change.server_id, change.user_id)
      break
    case 'participants':
      forgetParticipants(change.channel_id)
      break
    case 'sessions':
      forgetSession(change.id)
      break
    case 'channels':
      forgetChannel(change.id)
      break
    case 'servers':
      forgetInvite(change.invite_code)
      if (change.operation === 'delete') forgetAllMemberships()
      break
    case 'users':
      forgetAuthor(change.id)
  }
}
