import type { Channel } from '@parley/contracts/channel'
import type { Conversation } from '@parley/contracts/conversation'
import type { PresenceStatus } from '@parley/contracts/user'
import type { ChannelRow } from '../repositories/channel.repository.ts'
import type { ConversationRow } from '../repositories/conversation.repository.ts'
import { presentUser } from './user.presenter.ts'

const presentCounter = ({ counter }: ChannelRow) => ({
  lastSeq: Number(counter?.lastSeq ?? 0n),
  lastMessageId: counter?.lastMessageId ? String(counter.lastMessageId) : null,
})

export function presentChannel(row: ChannelRow): Channel {
  return {
    id: String(row.id),
    serverId: String(row.serverId),
    type: row.type,
    name: row.name ?? '',
    topic: row.topic,
    position: row.position,
    ...presentCounter(row),
  }
}

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
