import { z } from 'zod'
import { channel } from './channel.ts'
import { limits } from './limits.ts'
import { presenceStatus, user } from './user.ts'
import { queryInteger, snowflake, text, timestamp } from './values.ts'

/** A community (Discord's "guild"). `inviteCode` is there for members only. */
export const server = z
  .object({
    id: snowflake,
    name: z.string(),
    iconUrl: z.string().nullable(),
    ownerId: snowflake,
    memberCount: z.int(),
    inviteCode: z.string().optional(),
    createdAt: timestamp,
  })
  .meta({ id: 'Server' })
export type Server = z.infer<typeof server>

export const member = z
  .object({
    serverId: snowflake,
    userId: snowflake,
    user,
    joinedAt: timestamp,
    status: presenceStatus,
    lastSeenAt: timestamp.nullable(),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof member>

export const memberPage = z.object({ members: z.array(member), hasMore: z.boolean() }).meta({ id: 'MemberPage' })
export type MemberPage = z.infer<typeof memberPage>

export const serverDetail = server
  .extend({ channels: z.array(channel), members: z.array(member), hasMoreMembers: z.boolean() })
  .meta({ id: 'ServerDetail' })
export type ServerDetail = z.infer<typeof serverDetail>

const name = text(limits.serverNameMin, limits.serverName)

export const createServerRequest = z.object({ name })
export const updateServerRequest = z.object({ name })

/** Any string is asked for politely; one without a valid checksum is refused as `not_found` without a query. */
export const inviteCode = z.string().trim().min(1).max(64)
export const joinServerRequest = z.object({ inviteCode })
export const inviteResponse = z.object({ inviteCode: z.string() })

/** What somebody who holds an invite sees before joining. */
export const invitePreview = z
  .object({
    code: z.string(),
    server: z.object({
      id: snowflake,
      name: z.string(),
      iconUrl: z.string().nullable(),
      memberCount: z.int(),
    }),
    isMember: z.boolean(),
  })
  .meta({ id: 'InvitePreview' })
export type InvitePreview = z.infer<typeof invitePreview>

/**
 * Members in the order of their user ids; `after` is the last user id of the page before. With `status`, only those who
 * are there.
 */
export const memberQuery = z.object({
  after: snowflake.optional(),
  status: z
    .literal('online')
    .optional()
    .meta({ description: 'Online, idle or busy: everybody but those who are away' }),
  limit: queryInteger(1, limits.memberPageSizeMax, limits.memberPageSize),
})
