import { randomBytes } from 'node:crypto'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { hashPassword } from '../lib/password-hash.ts'
import { deleteAllSessions } from '../repositories/session.repository.ts'
import { createUser, findUserByName, listUsers, type UserRow, updateUser } from '../repositories/user.repository.ts'

/** An account as the operator sees it. */
export interface Account {
  id: string
  email: string
  username: string
  isAdmin: boolean
  createdAt: Date
  lastSeenAt: Date | null
}

// What the operator does, who has the database anyway: there is no actor to authorise.

/** @returns the account and its password. @throws AppError `email_taken`, `username_taken` */
export async function createAccount(input: {
  email: string
  username: string
  isAdmin: boolean
}): Promise<{ account: Account; password: string }> {
  const { email, username, isAdmin } = input
  const password = makePassword()
  const passwordHash = await hashPassword(password)
  const user = await createUser({ id: newId(), email, username, displayName: username, passwordHash })
  if (user === 'email') throw new AppError('email_taken')
  if (user === 'username') throw new AppError('username_taken')
  const account = present(user)
  return { account: isAdmin && !user.isAdmin ? await setAdmin(account.id) : account, password }
}

/** Gives an account a new password and signs it out everywhere. @throws AppError `not_found` */
export async function resetPassword(name: string): Promise<{ account: Account; password: string }> {
  const { id } = await requireAccount(name)
  const password = makePassword()
  await updateUser(id, { passwordHash: await hashPassword(password) })
  await deleteAllSessions(id)
  return { account: await requireAccount(name), password }
}

/** @throws AppError `not_found` */
export async function makeAdmin(name: string): Promise<Account> {
  const { id } = await requireAccount(name)
  return setAdmin(id)
}

/** Every account, the oldest first. */
export async function listAccounts(): Promise<Account[]> {
  return (await listUsers()).map(present)
}

async function setAdmin(id: string): Promise<Account> {
  const user = await updateUser(id, { isAdmin: true })
  if (user === 'username') throw new AppError('username_taken')
  return present(user)
}

/** @param name an email or a username */
async function requireAccount(name: string): Promise<Account> {
  const user = await findUserByName(name.trim().toLowerCase())
  if (!user) throw new AppError('not_found', { detail: `There is no account ${name}.` })
  return present(user)
}

function present({ id, email, username, isAdmin, createdAt, lastSeenAt }: UserRow): Account {
  return { id: String(id), email, username, isAdmin, createdAt, lastSeenAt }
}

/** To be passed on, and changed after signing in. */
function makePassword(): string {
  return randomBytes(12).toString('base64url')
}
