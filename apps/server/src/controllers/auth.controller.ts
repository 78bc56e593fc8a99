import type { changePasswordRequest, credentials, registerRequest, updateProfileRequest } from '@parley/contracts/auth'
import type { SelfUser } from '@parley/contracts/user'
import type { z } from 'zod'
import { limiter } from '../config/rate-limits.ts'
import { addressKey } from '../lib/address-key.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { hashPassword, verifyPassword } from '../lib/password-hash.ts'
import { presentMember } from '../presenters/server.presenter.ts'
import { presentSelf, presentUser } from '../presenters/user.presenter.ts'
import { statusOf } from '../realtime/presence.ts'
import { publishMemberUpdated, publishUserUpdated } from '../realtime/publisher.ts'
import { replaceAvatar } from '../repositories/image.repository.ts'
import { listConversationPartnerIds } from '../repositories/membership.repository.ts'
import { listMembershipsOf } from '../repositories/server.repository.ts'
import { createUser, findUser, findUserByEmail, type UserRow, updateUser } from '../repositories/user.repository.ts'
import type { Actor } from './access.ts'
import { prepareImage, type Upload } from './image.controller.ts'
import { type Client, endOtherSessions, startSession } from './session.controller.ts'

/** Creates an account and signs it in. @throws AppError `email_taken`, `username_taken` */
export async function register(
  { email, username, password, displayName = username }: z.infer<typeof registerRequest>,
  client: Client,
): Promise<{ user: SelfUser; actor: Actor }> {
  const passwordHash = await hashPassword(password)
  const user = await createUser({ id: newId(), email, username, displayName, passwordHash })
  if (user === 'email') throw new AppError('email_taken')
  if (user === 'username') throw new AppError('username_taken')
  return { user: presentSelf(user), actor: await startSession(user, 'cookie', client) }
}

/** @throws AppError `invalid_credentials` */
export async function login(
  input: z.infer<typeof credentials>,
  client: Client,
): Promise<{ user: SelfUser; actor: Actor }> {
  const user = await authenticate(input, client)
  return { user: presentSelf(user), actor: await startSession(user, 'cookie', client) }
}

/**
 * The account these credentials open. Takes as long, and says the same, whether the email exists or not.
 * @throws AppError `invalid_credentials`, `rate_limited` after many tries at one account
 */
export async function authenticate(
  { email, password }: z.infer<typeof credentials>,
  { ipAddress }: Client,
): Promise<UserRow> {
  await limiter.spend('loginAccount', `${addressKey(ipAddress)} ${email}`)
  await limiter.spend('loginAnywhere', email)
  const user = await findUserByEmail(email)
  const matches = await verifyPassword(password, user?.passwordHash)
  if (!user || !matches) throw new AppError('invalid_credentials')
  return user
}

/** @throws AppError `unauthenticated` when the account has been deleted meanwhile */
export async function getSelf(actor: Actor): Promise<SelfUser> {
  return presentSelf(await requireSelf(actor))
}

/** @throws AppError `username_taken` */
export async function updateProfile(actor: Actor, input: z.infer<typeof updateProfileRequest>): Promise<SelfUser> {
  const { username, displayName, bio } = input
  const user = await updateUser(actor.userId, {
    ...(username !== undefined && { username }),
    ...(displayName !== undefined && { displayName }),
    ...(bio !== undefined && { bio }),
  })
  if (user === 'username') throw new AppError('username_taken')
  return tellProfile(user)
}

/** @throws AppError `image_invalid`, `validation_failed`, `overloaded` */
export async function setAvatar(actor: Actor, upload: Upload): Promise<SelfUser> {
  return tellProfile(await replaceAvatar(actor.userId, await prepareImage(upload)))
}

/** Back to the picture that clients make of the name. */
export async function removeAvatar(actor: Actor): Promise<SelfUser> {
  return tellProfile(await replaceAvatar(actor.userId, null))
}

/** Tells everybody who can see a user what has become of the profile. */
async function tellProfile(user: UserRow): Promise<SelfUser> {
  const userId = String(user.id)
  const [members, partnerIds] = await Promise.all([listMembershipsOf(userId), listConversationPartnerIds(userId)])
  for (const member of members) publishMemberUpdated(presentMember(member, statusOf(userId)))
  publishUserUpdated(presentUser(user), partnerIds)
  return presentSelf(user)
}

/** Signs out every other session. @throws AppError `invalid_credentials` when the current password is wrong */
export async function changePassword(
  actor: Actor,
  { currentPassword, newPassword }: z.infer<typeof changePasswordRequest>,
): Promise<void> {
  const user = await requireSelf(actor)
  await limiter.spend('password', actor.userId)
  if (!(await verifyPassword(currentPassword, user.passwordHash))) throw new AppError('invalid_credentials')
  await updateUser(actor.userId, { passwordHash: await hashPassword(newPassword) })
  await endOtherSessions(actor, 'password_changed')
}

async function requireSelf(actor: Actor): Promise<UserRow> {
  const user = await findUser(actor.userId)
  if (!user) throw new AppError('unauthenticated')
  return user
}
