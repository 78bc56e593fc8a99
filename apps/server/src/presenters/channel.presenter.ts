import type { Channel } from '@parley/contracts/channel'
import type { ChannelRow } from '../repositories/channel.repository.ts'

/** How far a channel or conversation goes. */
export const presentCounter = ({ counter }: ChannelRow) => ({
  lastSeq: Number(counter?.lastSeq ?? 0n),
  lastMessageId: counter?.lastMessageId ? String(counter.lastMessageId) : null,
})

/** A channel as the members of its server see it. */
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
