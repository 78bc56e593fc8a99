import type { Conversation } from '@parley/contracts/conversation'
import type { PresenceStatus } from '@parley/contracts/user'
import type { ConversationRow } from '../repositories/conversation.repository.ts'
import { presentCounter } from './channel.presenter.ts'
import { presentUser } from './user.presenter.ts'

/** A conversation as the people in it see it. */
export function presentConversation(row: ConversationRow, statusOf: (userId: string) => PresenceStatus): Conversation {
  return {
    id: String(row.id),
    type: row.type,
    name: row.name,
    participants: row.participants.map(({ user }) => ({
      ...presentUser(user),
      status: statusOf(String(user.id)),
      lastSeenAt: user.lastSeenAt?.toISOString() ?? null,
    })),
    ...presentCounter(row),
  }
}
