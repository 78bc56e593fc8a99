import type { SelfUser, User } from '@parley/contracts/user'
import type { PublicUserRow, UserRow } from '../repositories/user.repository.ts'

/** A user as everybody may see it. */
export function presentUser(row: PublicUserRow): User {
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
