import { z } from 'zod'
import { limits } from './limits.ts'
import { author } from './user.ts'
import { queryInteger, sequence, snowflake, text, timestamp } from './values.ts'

/** Discord's message types; more follow with the features that need them. */
export const messageType = { default: 0 } as const

export const message = z
  .object({
    id: snowflake,
    channelId: snowflake,
    seq: sequence,
    type: z.int(),
    content: z.string(),
    author,
    nonce: z.string().optional(),
    createdAt: timestamp,
    editedAt: timestamp.nullable(),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof message>

export const messageContent = text(1, limits.messageContent)

/** Chosen by the client, the same on every retry of one message, so that it is stored once. */
export const nonce = z
  .string()
  .min(1)
  .max(limits.nonce)
  .overwrite((value) => value.toWellFormed())
  .refine((value) => !value.includes('\0'), 'Must not contain NUL characters')

export const sendMessageRequest = z.object({ content: messageContent, nonce: nonce.optional() })
export const editMessageRequest = z.object({
  content: messageContent,
  editedAt: timestamp.nullable().optional().meta({
    description: 'The message’s `editedAt` as one knows it: where it has been edited since, nothing changes.',
  }),
})

export const messagePage = z.object({ messages: z.array(message), hasMore: z.boolean() }).meta({
  id: 'MessagePage',
  description: 'Oldest first. `hasMore` tells whether more lie in the direction asked for.',
})
export type MessagePage = z.infer<typeof messagePage>

export const historyQuery = z
  .object({
    before: snowflake.optional(),
    after: snowflake.optional(),
    around: snowflake.optional(),
    limit: queryInteger(1, limits.pageSizeMax, limits.pageSize),
  })
  .refine(
    (query) => [query.before, query.after, query.around].filter((anchor) => anchor !== undefined).length <= 1,
    'Use one of before, after and around',
  )

/** How far a user has read a channel; `unread = lastSeq - lastReadSeq`. */
export const readState = z
  .object({
    channelId: snowflake,
    lastReadSeq: sequence,
    lastReadMessageId: snowflake.nullable(),
    generation: z.int().min(0).meta({
      description: 'Grows when the offset moves back. Of two states, the one of the higher generation is the later.',
    }),
  })
  .meta({ id: 'ReadState' })
export type ReadState = z.infer<typeof readState>

/** A user's read offset beside the channel's newest message, for one channel the user may see. */
export const unreadState = readState
  .extend({
    serverId: snowflake.nullable(),
    lastSeq: sequence,
    lastMessageId: snowflake.nullable(),
    mentionSeqs: z
      .array(sequence)
      .meta({ description: 'The newest 100 unread messages that mention one, by their seq' }),
  })
  .meta({ id: 'UnreadState' })
export type UnreadState = z.infer<typeof unreadState>

export const markReadRequest = z.object({ messageId: snowflake })
export const markUnreadRequest = z.object({ messageId: snowflake })
