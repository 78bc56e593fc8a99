import { LRUCache } from 'lru-cache'
import { prisma } from '../config/database.ts'

/** Who may see what, remembered for a second: that bounds how long another instance's change can go unnoticed. */
const settings = {
  ttl: 1_000,
  // Whoever waits for a value that is being forgotten gets it all the same.
  ignoreFetchAbort: true,
}

const members = new LRUCache<string, boolean>({
  max: 100_000,
  ...settings,
  fetchMethod: (key) => {
    const [serverId, userId] = key.split(':') as [string, string]
    return queryMember(serverId, userId)
  },
})

const participants = new LRUCache<string, ReadonlySet<string>>({
  max: 50_000,
  ...settings,
  fetchMethod: queryParticipantIds,
})

/** What the database says now, past the cache. */
export async function queryMember(serverId: string, userId: string): Promise<boolean> {
  const where = { serverId_userId: { serverId: BigInt(serverId), userId: BigInt(userId) } }
  return (await prisma.member.findUnique({ where, select: { userId: true } })) !== null
}

/** What the database says now, past the cache. */
export async function queryParticipantIds(channelId: string): Promise<ReadonlySet<string>> {
  const rows = await prisma.participant.findMany({
    where: { channelId: BigInt(channelId) },
    select: { userId: true },
  })
  return new Set(rows.map((row) => String(row.userId)))
}

export async function isMember(serverId: string, userId: string): Promise<boolean> {
  return (await members.fetch(`${serverId}:${userId}`)) ?? false
}

/** Those of these users who are members of a server. */
export async function findMembersAmong(serverId: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await prisma.member.findMany({
    where: { serverId: BigInt(serverId), userId: { in: userIds.map(BigInt) } },
    select: { userId: true },
  })
  return rows.map((row) => String(row.userId))
}

/** User ids of the people in a conversation. */
export async function findParticipantIds(channelId: string): Promise<ReadonlySet<string>> {
  return (await participants.fetch(channelId)) ?? new Set()
}

/** Called after every change of a membership, so that this instance honours it at once. */
export function forgetMembership(serverId: string, userId: string): void {
  members.delete(`${serverId}:${userId}`)
}

export function forgetAllMemberships(): void {
  members.clear()
}

export function forgetParticipants(channelId: string): void {
  participants.delete(channelId)
}

/** Ids of the servers a user is a member of. */
export async function listServerIds(userId: string): Promise<string[]> {
  const rows = await prisma.member.findMany({ where: { userId: BigInt(userId) }, select: { serverId: true } })
  return rows.map((row) => String(row.serverId))
}

/** Ids of everybody a user shares a conversation with. */
export async function listConversationPartnerIds(userId: string): Promise<string[]> {
  const rows = await prisma.participant.findMany({
    where: {
      userId: { not: BigInt(userId) },
      channel: { participants: { some: { userId: BigInt(userId) } } },
    },
    distinct: ['userId'],
    select: { userId: true },
  })
  return rows.map((row) => String(row.userId))
}
