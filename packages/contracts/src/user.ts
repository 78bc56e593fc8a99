import { z } from 'zod'
import { limits } from './limits.ts'
import { snowflake, text, timestamp } from './values.ts'

export const username = z
  .string()
  .regex(
    new RegExp(`^[a-z0-9._]{${limits.usernameMin},${limits.usernameMax}}$`),
    `Must be ${limits.usernameMin} to ${limits.usernameMax} characters of a-z, 0-9, dot and underscore`,
  )

export const displayName = text(1, limits.displayName)

export const presenceStatus = z.enum(['online', 'idle', 'dnd', 'offline'])
export type PresenceStatus = z.infer<typeof presenceStatus>

/** What a person can choose; `offline` follows from having no connection. */
export const chosenStatus = z.enum(['online', 'idle', 'dnd'])
export type ChosenStatus = z.infer<typeof chosenStatus>

export const presence = z
  .object({ userId: snowflake, status: presenceStatus, lastSeenAt: timestamp.nullable() })
  .meta({ id: 'Presence' })
export type Presence = z.infer<typeof presence>

/** Author of a message: the part of a user that is drawn beside it. */
export const author = z
  .object({ id: snowflake, username: z.string(), displayName: z.string(), avatarUrl: z.string().nullable() })
  .meta({ id: 'Author' })
export type Author = z.infer<typeof author>

export const user = z
  .object({
    id: snowflake,
    username: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    bio: z.string(),
    createdAt: timestamp,
  })
  .meta({ id: 'User' })
export type User = z.infer<typeof user>

/** A server that both oneself and somebody else are in, with when they joined it. */
export const mutualServer = z.object({ serverId: snowflake, joinedAt: timestamp }).meta({ id: 'MutualServer' })
export type MutualServer = z.infer<typeof mutualServer>

/** Oneself: what only the owner of the account sees. */
export const selfUser = user.extend({ email: z.string(), isAdmin: z.boolean() }).meta({ id: 'SelfUser' })
export type SelfUser = z.infer<typeof selfUser>
