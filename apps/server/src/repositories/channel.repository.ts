import { prisma } from '../config/database.ts'
import { wakeWorker } from '../config/job-queue.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { Cache } from '../lib/cache.ts'
import { inBatches } from '../lib/in-batches.ts'
import { enqueuePurges } from './job.repository.ts'
import { lockServer } from './server.repository.ts'

export type ChannelRow = Prisma.ChannelModel & { counter: Prisma.ChannelCounterModel | null }

/** The part of a channel that never changes. `serverId` is null for a conversation. */
export interface ChannelIdentity {
  id: string
  serverId: string | null
  type: number
}

/**
 * What a channel is never changes, only whether it exists: null for one that does not. Who takes a channel for there
 * that is gone finds no counter to number a message with, no messages, and nobody to tell.
 */
const identities = new Cache<ChannelIdentity | null>({
  name: 'channel',
  max: 50_000,
  ttl: 30_000,
  sharedTtl: 60_000,
  load: inBatches(async (ids) => {
    const channels = await prisma.channel.findMany({
      where: { id: { in: ids.map(BigInt) } },
      select: { id: true, serverId: true, type: true },
    })
    const found = new Map(
      channels.map(({ id, serverId, type }) => [
        String(id),
        { id: String(id), serverId: serverId === null ? null : String(serverId), type },
      ]),
    )
    return (id) => found.get(id) ?? null
  }),
})

/** Null for a channel that does not exist. */
export function findChannelIdentity(id: string): Promise<ChannelIdentity | null> {
  return identities.get(id)
}

/** Server ids of channels, by channel id; of those that exist. */
export async function findServerIds(channelIds: string[]): Promise<ReadonlyMap<string, string | null>> {
  const rows = await prisma.channel.findMany({
    where: { id: { in: channelIds.map(BigInt) } },
    select: { id: true, serverId: true },
  })
  return new Map(rows.map(({ id, serverId }) => [String(id), serverId === null ? null : String(serverId)]))
}

/** How far channels go, of those that have messages. */
export async function listProgress(
  channelIds: string[],
): Promise<{ channelId: string; lastSeq: number; lastMessageId: string }[]> {
  const rows = await prisma.channelCounter.findMany({
    where: { channelId: { in: channelIds.map(BigInt) }, lastMessageId: { not: null } },
  })
  return rows.map(({ channelId, lastSeq, lastMessageId }) => ({
    channelId: String(channelId),
    lastSeq: Number(lastSeq),
    lastMessageId: String(lastMessageId),
  }))
}

/** How a server's channels are shown. */
const order: Prisma.ChannelOrderByWithRelationInput[] = [{ position: 'asc' }, { id: 'asc' }]

/** In the order in which they are shown. */
export function listChannels(serverId: string): Promise<ChannelRow[]> {
  return prisma.channel.findMany({
    where: { serverId: BigInt(serverId) },
    include: { counter: true },
    orderBy: order,
  })
}

interface NewChannel {
  id: string
  serverId: string
  type: number
  name: string
  topic: string | null
}

/** Adds a channel below the others. @returns 'full' when the server has `max` already */
export function createChannel(channel: NewChannel, max: number): Promise<ChannelRow | 'full'> {
  const serverId = BigInt(channel.serverId)
  return prisma.$transaction(async (transaction) => {
    // Two at once would get the same position, or pass the limit together.
    await lockServer(transaction, serverId)
    const { _count, _max } = await transaction.channel.aggregate({
      where: { serverId },
      _count: true,
      _max: { position: true },
    })
    if (_count >= max) return 'full'
    return transaction.channel.create({
      data: {
        ...channel,
        id: BigInt(channel.id),
        serverId,
        position: (_max.position ?? -1) + 1,
        counter: { create: {} },
      },
      include: { counter: true },
    })
  })
}

/** @returns the channel as it is now */
export function updateChannel(id: string, data: { name?: string; topic?: string | null }): Promise<ChannelRow> {
  return prisma.channel.update({ where: { id: BigInt(id) }, data, include: { counter: true } })
}

/**
 * Moves a channel to a place among its server's channels, 0 being the first.
 * @returns the ids of all of them, in order
 */
export function moveChannel(serverId: string, id: string, place: number): Promise<string[]> {
  return prisma.$transaction(async (transaction) => {
    await lockServer(transaction, BigInt(serverId))
    const where = { serverId: BigInt(serverId) }
    const channels = await transaction.channel.findMany({ where, select: { id: true }, orderBy: order })
    const ids = channels.map((channel) => String(channel.id))
    const others = ids.filter((other) => other !== id)
    if (others.length < ids.length) others.splice(place, 0, id)
    return putInOrder(transaction, serverId, others)
  })
}

/**
 * Puts a server's channels in this order, and those that it does not name after them in the one they had.
 * @returns the ids of all of them, in order
 */
export function orderChannels(serverId: string, channelIds: string[]): Promise<string[]> {
  return prisma.$transaction(async (transaction) => {
    await lockServer(transaction, BigInt(serverId))
    return putInOrder(transaction, serverId, channelIds)
  })
}

async function putInOrder(
  transaction: Prisma.TransactionClient,
  serverId: string,
  channelIds: string[],
): Promise<string[]> {
  const ordered = await transaction.$queryRaw<{ id: bigint }[]>`
    WITH ordered AS (
      SELECT channels.id, row_number() OVER (ORDER BY given.place, channels.position, channels.id) - 1 AS position
      FROM channels LEFT JOIN unnest(${channelIds.map(BigInt)}::bigint[]) WITH ORDINALITY AS given (id, place)
        ON given.id = channels.id
      WHERE channels.server_id = ${BigInt(serverId)}
    ), moved AS (
      UPDATE channels SET position = ordered.position FROM ordered
      WHERE channels.id = ordered.id AND channels.position <> ordered.position
    )
    SELECT id FROM ordered ORDER BY position`
  return ordered.map(({ id }) => String(id))
}

/** Deletes a channel at once; its messages follow by a job. */
export async function deleteChannel(id: string): Promise<boolean> {
  const deleted = await prisma.$transaction(async (transaction) => {
    await enqueuePurges([id], transaction)
    return transaction.channel.deleteMany({ where: { id: BigInt(id) } })
  })
  forgetChannel(id)
  wakeWorker('purge-channel')
  return deleted.count === 1
}

/** Called after a channel was deleted. */
export function forgetChannel(id: string): void {
  identities.forget(id)
}
