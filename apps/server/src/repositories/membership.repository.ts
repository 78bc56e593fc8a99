import { pool, prisma } from '../config/database.ts'
import { Cache } from '../lib/cache.ts'
import { inBatches } from '../lib/in-batches.ts'

/**
 * Milliseconds that who may see what is remembered. Changes are told by the change feed; this bounds how long one could
 * go unnoticed whatever happens to it, and is why none of it is kept outside the process.
 */
const ACCESS_TTL = 1_000

const members = new Cache<boolean>({
  name: 'member',
  max: 100_000,
  ttl: ACCESS_TTL,
  load: (key) => loadMember(key),
})

const participants = new Cache<ReadonlySet<string>>({
  name: 'participants',
  max: 50_000,
  ttl: ACCESS_TTL,
  load: queryParticipantIds,
})

/** Ids of the servers a user is a member of, as the database says now. */
export const listServerIds = inBatches(async (userIds) => {
  const { rows } = await pool.query<{ user_id: string; server_id: string }>({
    name: 'list-servers-of',
    text: 'SELECT user_id, server_id FROM members WHERE user_id = ANY ($1::bigint[])',
    values: [userIds],
  })
  const found = Map.groupBy(rows, (row) => row.user_id)
  return (userId) => (found.get(userId) ?? []).map((row) => row.server_id)
})

/** Ids of everybody a user shares a conversation with, as the database says now. */
export const listConversationPartnerIds = inBatches(async (userIds) => {
  const { rows } = await pool.query<{ user_id: string; partner_id: string }>({
    name: 'list-partners-of',
    text: `
      SELECT DISTINCT own.user_id, other.user_id AS partner_id
      FROM participants AS own JOIN participants AS other USING (channel_id)
      WHERE own.user_id = ANY ($1::bigint[]) AND other.user_id <> own.user_id`,
    values: [userIds],
  })
  const found = Map.groupBy(rows, (row) => row.user_id)
  return (userId) => (found.get(userId) ?? []).map((row) => row.partner_id)
})

/** Who hears of a user: asked by every instance whenever somebody comes or goes. */
const serversOf = new Cache<string[]>({ name: 'servers-of', max: 50_000, ttl: 10_000, load: listServerIds })
const partnersOf = new Cache<string[]>({
  name: 'partners-of',
  max: 50_000,
  ttl: 10_000,
  load: listConversationPartnerIds,
})

const memberKey = (serverId: string, userId: string) => `${serverId}:${userId}`

/** Everybody who writes is looked up once a second: one by one, that would cost more than the writing. */
const loadMember = inBatches(async (keys) => {
  const { rows } = await pool.query<{ server_id: string; user_id: string }>({
    name: 'find-members',
    text: `
      SELECT server_id, user_id FROM members
      JOIN unnest($1::bigint[], $2::bigint[]) AS asked (server_id, user_id) USING (server_id, user_id)`,
    values: [keys.map((key) => key.split(':')[0]), keys.map((key) => key.split(':')[1])],
  })
  const found = new Set(rows.map((row) => memberKey(row.server_id, row.user_id)))
  return (key) => found.has(key)
})

/** What the database says now, past the cache. */
export function queryMember(serverId: string, userId: string): Promise<boolean> {
  return loadMember(memberKey(serverId, userId))
}

/** What the database says now, past the cache. */
export async function queryParticipantIds(channelId: string): Promise<ReadonlySet<string>> {
  const rows = await prisma.participant.findMany({
    where: { channelId: BigInt(channelId) },
    select: { userId: true },
  })
  return new Set(rows.map((row) => String(row.userId)))
}

/** Whether a user is a member of a server. */
export function isMember(serverId: string, userId: string): Promise<boolean> {
  return members.get(memberKey(serverId, userId))
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
export function findParticipantIds(channelId: string): Promise<ReadonlySet<string>> {
  return participants.get(channelId)
}

/** Rooms of presence: the servers a user is a member of, and everybody the user shares a conversation with. */
export async function findAcquaintances(userId: string): Promise<{ serverIds: string[]; partnerIds: string[] }> {
  const [serverIds, partnerIds] = await Promise.all([serversOf.get(userId), partnersOf.get(userId)])
  return { serverIds, partnerIds }
}

/** Called after every change of a membership, so that this instance honours it at once. */
export function forgetMembership(serverId: string, userId: string): void {
  members.forget(memberKey(serverId, userId))
  serversOf.forget(userId)
}

/** The same after a server was deleted, with everybody in it. */
export function forgetAllMemberships(): void {
  members.clear()
  serversOf.clear()
}

/** Called after somebody has come into a conversation, or gone. */
export function forgetParticipants(channelId: string): void {
  participants.forget(channelId)
  // Everybody in it has an acquaintance more or less.
  partnersOf.clear()
}

/** What users may see, as the database says now: `<server id>:<user id>` and `<conversation id>:<user id>`. */
export async function listAccess(
  userIds: string[],
): Promise<{ memberships: ReadonlySet<string>; participations: ReadonlySet<string> }> {
  const where = { userId: { in: userIds.map(BigInt) } }
  const [members, participants] = await Promise.all([
    prisma.member.findMany({ where, select: { serverId: true, userId: true } }),
    prisma.participant.findMany({ where, select: { channelId: true, userId: true } }),
  ])
  return {
    memberships: new Set(members.map(({ serverId, userId }) => memberKey(String(serverId), String(userId)))),
    participations: new Set(participants.map(({ channelId, userId }) => `${channelId}:${userId}`)),
  }
}
