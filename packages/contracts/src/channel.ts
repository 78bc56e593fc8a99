import { z } from 'zod'
import { channelType } from './channel-type.ts'
import { limits } from './limits.ts'
import { sequence, snowflake, text } from './values.ts'

export const channel = z
  .object({
    id: snowflake,
    serverId: snowflake,
    type: z.int(),
    name: z.string(),
    topic: z.string().nullable(),
    position: z.int(),
    lastSeq: sequence,
    lastMessageId: snowflake.nullable(),
  })
  .meta({ id: 'Channel' })
export type Channel = z.infer<typeof channel>

const name = text(1, limits.channelName)
const topic = text(0, limits.channelTopic).nullable()

export const createChannelRequest = z.object({
  name,
  type: z.literal([channelType.text, channelType.voice, channelType.category]).default(channelType.text),
  topic: topic.optional(),
})
export const updateChannelRequest = z
  .object({ name, topic, position: z.int().min(0).max(limits.channelsPerServer) })
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Nothing to change')

/** Ids of a server's channels, the first one first. */
const channelIds = z.array(snowflake)

/** Channels that are not named, as one that has just been created, come after those that are. */
export const channelOrderRequest = z.object({
  channelIds: channelIds
    .max(limits.channelsPerServer)
    .refine((ids) => new Set(ids).size === ids.length, 'Must not name a channel twice'),
})

/** The whole order, in which each channel's place is its `position`. */
export const channelOrder = z.object({ serverId: snowflake, channelIds })
export type ChannelOrder = z.infer<typeof channelOrder>

/** What unread badges need of a channel one may see and has not opened. */
export const channelActivity = z.object({ channelId: snowflake, lastSeq: sequence, lastMessageId: snowflake })
export type ChannelActivity = z.infer<typeof channelActivity>
