import { channelType } from '@parley/contracts/channel-type'
import { prisma } from '../config/database.ts'
import { wakeWorker } from '../config/job-queue.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { type ChannelRow, forgetChannel } from './channel.repository.ts'
import { enqueuePurges } from './job.repository.ts'
import { forgetParticipants } from './membership.repository.ts'
import { isUniqueViolation } from './prisma-errors.ts'

export type ConversationRow = ChannelRow & { participants: { user: Prisma.UserModel }[] }

const include = {
  counter: true,
  participants: { include: { user: true }, orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }] },
} satisfies Prisma.ChannelInclude

/** One key a pair, whoever of the two asks. */
function pairKey(userId: string, otherId: string): string {
  return BigInt(userId) < BigInt(otherId) ? `${userId}:${otherId}` : `${otherId}:${userId}`
}

/** The conversation of two people, made at the first call. @param id for a new one */
export async function findOrCreateDm(
  id: string,
  userId: string,
  otherId: string,
): Promise<{ conversation: ConversationRow; created: boolean }> {
  const dmKey = pairKey(userId, otherId)
  const existing = await prisma.channel.findUnique({ where: { dmKey }, include })
  if (existing) return { conversation: existing, created: false }
  try {
    const conversation = await prisma.channel.create({
      data: {
        id: BigInt(id),
        type: channelType.dm,
        dmKey,
        counter: { create: {} },
        participants: { create: [userId, otherId].map((person) => ({ userId: BigInt(person) })) },
      },
      include,
    })
    forgetParticipants(String(conversation.id))
    return { conversation, created: true }
  } catch (error) {
    // Both asked at the same moment; the other was first.
    if (!isUniqueViolation(error)) throw error
    return { conversation: await prisma.channel.findUniqueOrThrow({ where: { dmKey }, include }), created: false }
  }
}

/** Makes a new group, whatever others the same people have. */
export function createGroup(id: string, userIds: string[], name: string | null): Promise<ConversationRow> {
  return prisma.channel.create({
    data: {
      id: BigInt(id),
      type: channelType.groupDm,
      name,
      counter: { create: {} },
      participants: { create: userIds.map((userId) => ({ userId: BigInt(userId) })) },
    },
    include,
  })
}

/** Null for what does not exist, or is a channel of a server. */
export function findConversation(id: string): Promise<ConversationRow | null> {
  return prisma.channel.findFirst({ where: { id: BigInt(id), serverId: null }, include })
}

/** The one with the newest message first; one without messages counts from when it was made. */
export async function listConversations(userId: string): Promise<ConversationRow[]> {
  const rows = await prisma.channel.findMany({
    where: { serverId: null, participants: { some: { userId: BigInt(userId) } } },
    include,
  })
  const activity = (row: ConversationRow) => row.counter?.lastMessageId ?? row.id
  return rows.sort((a, b) => (activity(a) < activity(b) ? 1 : -1))
}

/** @param name null for none */
export function renameGroup(id: string, name: string | null): Promise<ConversationRow> {
  return prisma.channel.update({ where: { id: BigInt(id) }, data: { name }, include })
}

/**
 * Brings people into a group. What was said before does not count as unread.
 * @returns 'full' when there would be more than `max`
 */
export async function addParticipants(id: string, userIds: string[], max: number): Promise<ConversationRow | 'full'> {
  const channelId = BigInt(id)
  const result = await prisma
    .$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT id FROM channels WHERE id = ${channelId} FOR UPDATE`
      const added = await transaction.participant.createManyAndReturn({
        data: userIds.map((userId) => ({ channelId, userId: BigInt(userId) })),
        skipDuplicates: true,
        select: { userId: true },
      })
      if ((await transaction.participant.count({ where: { channelId } })) > max) throw new GroupIsFull()
      await transaction.$executeRaw`
        INSERT INTO read_states (user_id, channel_id, last_read_seq, last_read_message_id)
        SELECT users.id, counters.channel_id, counters.last_seq, counters.last_message_id
        FROM channel_counters AS counters, users
        WHERE counters.channel_id = ${channelId} AND users.id = ANY (${added.map(({ userId }) => userId)})
        ON CONFLICT (user_id, channel_id) DO UPDATE
        SET last_read_seq = excluded.last_read_seq, last_read_message_id = excluded.last_read_message_id`
      return transaction.channel.findUniqueOrThrow({ where: { id: channelId }, include })
    })
    .catch((error: unknown) => {
      // Thrown, so that the transaction is rolled back.
      if (error instanceof GroupIsFull) return 'full' as const
      throw error
    })
  forgetParticipants(id)
  return result
}

class GroupIsFull extends Error {}

/**
 * Takes somebody out of a group; the last one out deletes it.
 * @returns the group without that person, null when nobody is left, 'absent' when that person was not in it
 */
export async function removeParticipant(id: string, userId: string): Promise<ConversationRow | null | 'absent'> {
  const channelId = BigInt(id)
  const remaining = await prisma.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT id FROM channels WHERE id = ${channelId} FOR UPDATE`
    const { count } = await transaction.participant.deleteMany({ where: { channelId, userId: BigInt(userId) } })
    if (count === 0) return 'absent'
    const conversation = await transaction.channel.findUniqueOrThrow({ where: { id: channelId }, include })
    if (conversation.participants.length > 0) return conversation
    await enqueuePurges([id], transaction)
    await transaction.channel.delete({ where: { id: channelId } })
    return null
  })
  forgetParticipants(id)
  if (remaining === null) {
    forgetChannel(id)
    wakeWorker('purge-channel')
  }
  return remaining
}
