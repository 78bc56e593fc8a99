import type { Message } from '@parley/contracts/message'
import type { MessageRow } from '../repositories/message.repository.ts'

/** A message as everybody sees it who may see its channel. */
export function presentMessage(row: MessageRow): Message {
  return {
    id: row.id,
    channelId: row.channelId,
    seq: row.seq,
    type: row.type,
    content: row.content,
    author: row.author,
    ...(row.nonce !== null && { nonce: row.nonce }),
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
  }
}
