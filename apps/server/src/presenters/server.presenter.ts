import type { InvitePreview, Member, Server } from '@parley/contracts/server'
import type { MutualServer, PresenceStatus } from '@parley/contracts/user'
import type { MemberRow, MembershipRow, ServerRow } from '../repositories/server.repository.ts'
import { presentUser } from './user.presenter.ts'

/** A server as its members see it. */
export function presentServer(row: ServerRow): Server {
  return {
    id: String(row.id),
    name: row.name,
    iconUrl: row.iconUrl,
    ownerId: String(row.ownerId),
    memberCount: row.memberCount,
    inviteCode: row.inviteCode,
    createdAt: row.createdAt.toISOString(),
  }
}

/** A member as the other members see them. */
export function presentMember(row: MemberRow, status: PresenceStatus): Member {
  return {
    serverId: String(row.serverId),
    userId: String(row.userId),
    user: presentUser(row.user),
    joinedAt: row.joinedAt.toISOString(),
    status,
    lastSeenAt: row.user.lastSeenAt?.toISOString() ?? null,
  }
}

/** A server that two people share, with when the other one joined it. */
export function presentMutualServer(row: MembershipRow): MutualServer {
  return { serverId: String(row.serverId), joinedAt: row.joinedAt.toISOString() }
}

/** A server as somebody sees it who holds an invite. */
export function presentInvite(row: ServerRow, isMember: boolean): InvitePreview {
  return {
    code: row.inviteCode,
    server: { id: String(row.id), name: row.name, iconUrl: row.iconUrl, memberCount: row.memberCount },
    isMember,
  }
}
