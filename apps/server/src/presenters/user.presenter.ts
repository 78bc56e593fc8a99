import type { Session } from '@parley/contracts/auth'
import type { SelfUser, User } from '@parley/contracts/user'
import type { SessionRow } from '../repositories/session.repository.ts'
import type { UserRow } from '../repositories/user.repository.ts'

/** A user as everybody may see it. */
export function presentUser(row: UserRow): User {
  return {
    id: String(row.id),
    username: row.username,
    displayName: row.displayName,
    avatarUrl: row.avatarUrl,
    bio: row.bio,
    createdAt: row.createdAt.toISOString(),
  }
}

/** A user as that user sees it. */
export function presentSelf(row: UserRow): SelfUser {
  return { ...presentUser(row), email: row.email, isAdmin: row.isAdmin }
}

export function presentSession(row: SessionRow, currentId: string): Session {
  return {
    id: String(row.id),
    kind: row.kind,
    userAgent: row.userAgent,
    ipAddress: row.ipAddress,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: String(row.id) === currentId,
  }
}
