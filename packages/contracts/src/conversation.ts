import { z } from 'zod'
import { limits } from './limits.ts'
import { presenceStatus, user } from './user.ts'
import { sequence, snowflake, text, timestamp } from './values.ts'

/** Somebody in a conversation. */
export const participant = user
  .extend({ status: presenceStatus, lastSeenAt: timestamp.nullable() })
  .meta({ id: 'Participant' })

/** A channel without a server: type 1 between two people, type 3 for a group. Its messages carry its id as `channelId`. */
export const conversation = z
  .object({
    id: snowflake,
    type: z.int(),
    name: z.string().nullable(),
    participants: z.array(participant),
    lastSeq: sequence,
    lastMessageId: snowflake.nullable(),
  })
  .meta({ id: 'Conversation' })
export type Conversation = z.infer<typeof conversation>

const name = text(1, limits.conversationName)

/** Either `userId`, for the one conversation of two people, or `userIds` (without oneself) for a new group. */
export const createConversationRequest = z.union([
  z.strictObject({ userId: snowflake }),
  z.strictObject({
    userIds: z
      .array(snowflake)
      .min(1)
      .max(limits.conversationParticipants - 1),
    name: name.optional(),
  }),
])
export const updateConversationRequest = z.object({ name: name.nullable() })
export const addParticipantsRequest = z.object({
  userIds: z
    .array(snowflake)
    .min(1)
    .max(limits.conversationParticipants - 1),
})
