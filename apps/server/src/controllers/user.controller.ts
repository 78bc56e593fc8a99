import { limits } from '@parley/contracts/limits'
import type { MutualServer, User } from '@parley/contracts/user'
import { AppError } from '../lib/errors.ts'
import { presentMutualServer } from '../presenters/server.presenter.ts'
import { presentUser } from '../presenters/user.presenter.ts'
import { listMutualMemberships } from '../repositories/server.repository.ts'
import * as users from '../repositories/user.repository.ts'
import type { Actor } from './access.ts'

/** People one could write to, by the beginning of a name; oneself is left out. */
export async function searchUsers(actor: Actor, query: string): Promise<User[]> {
  const rows = await users.searchUsers(query, limits.searchResults + 1)
  return rows
    .filter((row) => String(row.id) !== actor.userId)
    .slice(0, limits.searchResults)
    .map(presentUser)
}

/** Profiles are open to everybody signed in. @throws AppError `not_found` */
export async function getUser(_actor: Actor, userId: string): Promise<User> {
  const row = await users.findUser(userId)
  if (!row) throw new AppError('not_found')
  return presentUser(row)
}

/** Servers that the actor and somebody else are both in: the actor learns of no other. */
export async function listMutualServers(actor: Actor, userId: string): Promise<MutualServer[]> {
  return (await listMutualMemberships(userId, actor.userId)).map(presentMutualServer)
}
