import { channelType } from '@parley/contracts/channel-type'
import { prisma, queryReplica } from '../config/database.ts'
import { wakeWorker } from '../config/job-queue.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { Cache } from '../lib/cache.ts'
import { enqueuePurges } from './job.repository.ts'
import { forgetAllMemberships, forgetMembership } from './membership.repository.ts'
import { isMissingReference, isUniqueViolation } from './prisma-errors.ts'
import type { PublicUserRow } from './user.repository.ts'

export type ServerRow = Prisma.ServerModel
export type MembershipRow = Prisma.MemberModel
export type MemberRow = MembershipRow & { user: PublicUserRow }

interface NewServer {
  id: string
  name: string
  ownerId: string
  inviteCode: string
  textChannelId: string
  voiceChannelId: string
}

/** Creates a server with its owner as the only member, and one text and one voice channel called "general". */
export async function createServer(server: NewServer): Promise<void> {
  const ownerId = BigInt(server.ownerId)
  await prisma.server.create({
    data: {
      id: BigInt(server.id),
      name: server.name,
      ownerId,
      inviteCode: server.inviteCode,
      memberCount: 1,
      members: { create: { userId: ownerId } },
      channels: {
        create: [
          {
            id: BigInt(server.textChannelId),
            type: channelType.text,
            name: 'general',
            position: 0,
            counter: { create: {} },
          },
          {
            id: BigInt(server.voiceChannelId),
            type: channelType.voice,
            name: 'General',
            position: 1,
            counter: { create: {} },
          },
        ],
      },
    },
  })
  forgetMembership(server.id, server.ownerId)
}

/** Lets a transaction do to a server, and to what is in it, what nobody else does meanwhile. Taken before anything else. */
export async function lockServer(transaction: Prisma.TransactionClient, id: bigint): Promise<void> {
  await transaction.$queryRaw`SELECT id FROM servers WHERE id = ${id} FOR NO KEY UPDATE`
}

/** Null for one that does not exist. */
export function findServer(id: string): Promise<ServerRow | null> {
  return prisma.server.findUnique({ where: { id: BigInt(id) } })
}

/** Server ids by invite code, null for a code that opens nothing. */
const invites = new Cache<string | null>({
  name: 'invite',
  max: 10_000,
  ttl: 30_000,
  sharedTtl: 60_000,
  load: async (inviteCode) => {
    const server = await prisma.server.findUnique({ where: { inviteCode }, select: { id: true } })
    return server && String(server.id)
  },
})

/** The server that a code opens, or null. */
export async function findServerByInviteCode(inviteCode: string): Promise<ServerRow | null> {
  const id = await invites.get(inviteCode)
  const server = id === null ? null : await findServer(id)
  // A code that was replaced opens nothing, whatever is remembered of it.
  return server?.inviteCode === inviteCode ? server : null
}

/** Called after a code was replaced, or its server deleted. */
export function forgetInvite(inviteCode: string): void {
  invites.forget(inviteCode)
}

/** In the order in which the user joined them. */
export async function listServersOf(userId: string): Promise<ServerRow[]> {
  const memberships = await prisma.member.findMany({
    where: { userId: BigInt(userId) },
    select: { serverId: true },
    orderBy: [{ joinedAt: 'asc' }, { serverId: 'asc' }],
  })
  const ids = memberships.map(({ serverId }) => serverId)
  // Fetched apart: one that is deleted in between is left out, where a relation that leads nowhere would fail them all.
  const found = new Map((await prisma.server.findMany({ where: { id: { in: ids } } })).map((row) => [row.id, row]))
  return ids.map((id) => found.get(id)).filter((row) => row !== undefined)
}

/** How many servers a user is a member of. */
export function countServersOf(userId: string): Promise<number> {
  return prisma.member.count({ where: { userId: BigInt(userId) } })
}

/** @returns the server as it is now */
export function updateServer(id: string, data: { name?: string; inviteCode?: string }): Promise<ServerRow> {
  return prisma.server.update({ where: { id: BigInt(id) }, data })
}

/** Deletes a server with its channels and memberships at once; messages follow by jobs. */
export async function deleteServer(id: string): Promise<boolean> {
  const serverId = BigInt(id)
  const deleted = await prisma.$transaction(async (transaction) => {
    // A channel that is just being made would go without its messages.
    await lockServer(transaction, serverId)
    const channels = await transaction.channel.findMany({ where: { serverId }, select: { id: true } })
    await enqueuePurges(
      channels.map(({ id }) => id),
      transaction,
    )
    return transaction.server.deleteMany({ where: { id: serverId } })
  })
  forgetAllMemberships()
  wakeWorker('purge-channel')
  return deleted.count === 1
}

/**
 * Makes somebody a member. What was said before does not count as unread.
 * @returns 'exists' when the user was a member already, 'gone' when the server has just been deleted
 */
export async function addMember(serverId: string, userId: string): Promise<MemberRow | 'exists' | 'gone'> {
  const key = { serverId: BigInt(serverId), userId: BigInt(userId) }
  try {
    // The server first: everybody who changes it queues at its lock.
    const [, member] = await prisma.$transaction([
      prisma.server.update({ where: { id: key.serverId }, data: { memberCount: { increment: 1 } } }),
      prisma.member.create({ data: key, include: { user: true } }),
      prisma.$executeRaw`
        INSERT INTO read_states (user_id, channel_id, last_read_seq, last_read_message_id)
        SELECT ${key.userId}, channels.id, counters.last_seq, counters.last_message_id
        FROM channels JOIN channel_counters AS counters ON counters.channel_id = channels.id
        WHERE channels.server_id = ${key.serverId}
        ON CONFLICT (user_id, channel_id) DO UPDATE
        SET last_read_seq = excluded.last_read_seq, last_read_message_id = excluded.last_read_message_id`,
    ])
    return member
  } catch (error) {
    if (isUniqueViolation(error)) return 'exists'
    if (isMissingReference(error)) return 'gone'
    throw error
  } finally {
    forgetMembership(serverId, userId)
  }
}

/** @returns whether the user was a member */
export async function removeMember(serverId: string, userId: string): Promise<boolean> {
  const key = { serverId: BigInt(serverId), userId: BigInt(userId) }
  const removed = await prisma.$transaction(async (transaction) => {
    await lockServer(transaction, key.serverId)
    const { count } = await transaction.member.deleteMany({ where: key })
    if (count === 1) {
      await transaction.server.update({ where: { id: key.serverId }, data: { memberCount: { decrement: 1 } } })
    }
    return count === 1
  })
  forgetMembership(serverId, userId)
  return removed
}

interface MemberPageRequest {
  /** The last user id of the page before. */
  after?: string | undefined
  limit: number
  /** Only these people, however many. */
  among?: string[]
}

const selectMembers = (condition: string) => `
SELECT members.server_id, members.user_id, members.joined_at, users.username, users.display_name, users.avatar_url,
  users.bio, users.created_at, users.last_seen_at
FROM members JOIN users ON users.id = members.user_id
WHERE members.server_id = $1 AND members.user_id > $2 ${condition}
ORDER BY members.user_id LIMIT $3`

const LIST_MEMBERS = { name: 'list-members', text: selectMembers('') }
const LIST_MEMBERS_AMONG = {
  name: 'list-members-among',
  text: selectMembers('AND members.user_id = ANY ($4::bigint[])'),
}

/** Members in the order of their user ids. */
export async function listMembers(
  serverId: string,
  { after = '0', limit, among }: MemberPageRequest,
): Promise<{ members: MemberRow[]; hasMore: boolean }> {
  const values = [serverId, after, limit + 1]
  const { rows } = await queryReplica<JoinedMember>(
    among ? { ...LIST_MEMBERS_AMONG, values: [...values, among] } : { ...LIST_MEMBERS, values },
  )
  return { members: rows.slice(0, limit).map(toMemberRow), hasMore: rows.length > limit }
}

interface JoinedMember {
  server_id: string
  user_id: string
  joined_at: Date
  username: string
  display_name: string
  avatar_url: string | null
  bio: string
  created_at: Date
  last_seen_at: Date | null
}

function toMemberRow(row: JoinedMember): MemberRow {
  const userId = BigInt(row.user_id)
  return {
    serverId: BigInt(row.server_id),
    userId,
    joinedAt: row.joined_at,
    user: {
      id: userId,
      username: row.username,
      displayName: row.display_name,
      avatarUrl: row.avatar_url,
      bio: row.bio,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    },
  }
}

/** A user's membership of each of the user's servers. */
export function listMembershipsOf(userId: string): Promise<MemberRow[]> {
  return prisma.member.findMany({ where: { userId: BigInt(userId) }, include: { user: true } })
}

/** A user's membership of each server that another user is in too. */
export function listMutualMemberships(userId: string, otherId: string): Promise<MembershipRow[]> {
  return prisma.member.findMany({
    where: { userId: BigInt(userId), server: { members: { some: { userId: BigInt(otherId) } } } },
    orderBy: [{ joinedAt: 'asc' }, { serverId: 'asc' }],
  })
}
