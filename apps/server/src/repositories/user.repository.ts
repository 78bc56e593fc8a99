import { pool, prisma } from '../config/database.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { Cache } from '../lib/cache.ts'
import { inBatches } from '../lib/in-batches.ts'
import { isUniqueViolation } from './prisma-errors.ts'

export type UserRow = Prisma.UserModel
/** What others may see of somebody. */
export type PublicUserRow = Pick<
  UserRow,
  'id' | 'username' | 'displayName' | 'avatarUrl' | 'bio' | 'createdAt' | 'lastSeenAt'
>
export interface AuthorRow {
  id: string
  username: string
  displayName: string
  avatarUrl: string | null
}

interface NewUser {
  id: string
  email: string
  username: string
  displayName: string
  passwordHash: string
}

const FIRST_ACCOUNT_LOCK = 72_707_370

/**
 * Creates an account; the first one ever is the instance's admin.
 * @returns the user, or which unique value is taken
 */
export async function createUser(user: NewUser): Promise<UserRow | 'email' | 'username'> {
  try {
    return await prisma.$transaction(async (transaction) => {
      const isFirst = async () => (await transaction.user.findFirst({ select: { id: true } })) === null
      let isAdmin = await isFirst()
      if (isAdmin) {
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_ACCOUNT_LOCK})`
        isAdmin = await isFirst()
      }
      return transaction.user.create({ data: { ...user, id: BigInt(user.id), isAdmin } })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const sameEmail = await prisma.user.findUnique({ where: { email: user.email }, select: { id: true } })
    return sameEmail ? 'email' : 'username'
  }
}

/** @param email in lower case, as it is stored */
export function findUserByEmail(email: string): Promise<UserRow | null> {
  return prisma.user.findUnique({ where: { email } })
}

/** By email or username. */
export function findUserByName(name: string): Promise<UserRow | null> {
  return prisma.user.findFirst({ where: { OR: [{ email: name }, { username: name }] } })
}

/** Everybody, from the first account to the last. */
export function listUsers(): Promise<UserRow[]> {
  return prisma.user.findMany({ orderBy: { id: 'asc' } })
}

/** Null for one that does not exist. */
export function findUser(id: string): Promise<UserRow | null> {
  return prisma.user.findUnique({ where: { id: BigInt(id) } })
}

/** Those of `ids` that exist. */
export async function findExistingUserIds(ids: string[]): Promise<string[]> {
  const rows = await prisma.user.findMany({ where: { id: { in: ids.map(BigInt) } }, select: { id: true } })
  return rows.map((row) => String(row.id))
}

/** @returns the user as it is now, or 'username' when that is taken */
export async function updateUser(id: string, data: Prisma.UserUpdateInput): Promise<UserRow | 'username'> {
  try {
    const user = await prisma.user.update({ where: { id: BigInt(id) }, data })
    forgetAuthor(id)
    return user
  } catch (error) {
    if (isUniqueViolation(error)) return 'username'
    throw error
  }
}

/** As `search_form` in the database. */
const searchForm = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')

/** People whose username or display name begins with `prefix`, whatever the case and accents; an exact username first. */
export async function searchUsers(prefix: string, limit: number): Promise<UserRow[]> {
  const wanted = searchForm(prefix)
  const pattern = `${wanted.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM users WHERE username LIKE $1 OR search_form(display_name) LIKE $1
     ORDER BY (username = $2) DESC, username LIMIT $3`,
    [pattern, wanted, limit],
  )
  const users = await prisma.user.findMany({ where: { id: { in: rows.map((row) => BigInt(row.id)) } } })
  const byId = new Map(users.map((user) => [String(user.id), user]))
  return rows.flatMap((row) => byId.get(row.id) ?? [])
}

/** Notes when these users were last here. */
export async function setLastSeen(ids: string[], lastSeenAt: Date): Promise<void> {
  await pool.query('UPDATE users SET last_seen_at = $2 WHERE id = ANY ($1::bigint[])', [ids, lastSeenAt])
}

/** Undefined is for nobody. */
const authors = new Cache<AuthorRow | undefined>({
  name: 'author',
  max: 10_000,
  ttl: 30_000,
  sharedTtl: 60_000,
  load: inBatches(async (ids) => {
    const { rows } = await pool.query<AuthorRow>({
      name: 'find-authors',
      text: `SELECT id, username, display_name AS "displayName", avatar_url AS "avatarUrl"
        FROM users WHERE id = ANY ($1::bigint[])`,
      values: [ids],
    })
    const found = new Map(rows.map((author) => [author.id, author]))
    return (id) => found.get(id)
  }),
})

/** Lets the next message show the user as now stored. */
export function forgetAuthor(id: string): void {
  authors.forget(id)
}

/** The part of a user that is drawn beside a message. */
export function findAuthor(id: string): Promise<AuthorRow | undefined> {
  return authors.get(id)
}
