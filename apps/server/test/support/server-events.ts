import { callLeaveReason, callParticipant, callRingEndReason, callTopology, signals } from '@parley/contracts/call'
import { channel, channelActivity, channelOrder } from '@parley/contracts/channel'
import { conversation } from '@parley/contracts/conversation'
import type { ServerEventName, ServerEventPayloads } from '@parley/contracts/events'
import { forwardingUnitId } from '@parley/contracts/forwarding-layout'
import { message, readState } from '@parley/contracts/message'
import { channelNotificationSettings, serverNotificationSettings } from '@parley/contracts/notification'
import { member, server } from '@parley/contracts/server'
import { presence, user } from '@parley/contracts/user'
import { sequence, snowflake, timestamp } from '@parley/contracts/values'
import { z } from 'zod'
import { strict } from './strict.ts'

const ofCall = z.object({ callId: snowflake, serverId: snowflake.nullable(), participant: callParticipant })
const from = { from: z.union([snowflake, z.literal(forwardingUnitId)]) }
const onlyId = z.object({ id: snowflake })

const schemas: { [Name in ServerEventName]: z.ZodType<ServerEventPayloads[Name]> } = {
  'message-created': message,
  'message-updated': message,
  'message-deleted': onlyId.extend({ channelId: snowflake }),
  'channel-activity': channelActivity,
  typing: z.object({ channelId: snowflake, userIds: z.array(snowflake) }),
  presence,
  'server-updated': server,
  'server-deleted': onlyId,
  'channel-created': channel,
  'channel-updated': channel,
  'channels-reordered': channelOrder,
  'channel-deleted': onlyId.extend({ serverId: snowflake }),
  'member-joined': member,
  'member-left': z.object({ serverId: snowflake, userId: snowflake }),
  'member-updated': member,
  'server-joined': server,
  'user-updated': user,
  'conversation-created': conversation,
  'conversation-updated': conversation,
  'conversation-deleted': onlyId,
  'read-state': readState,
  'mention-created': message,
  'mention-deleted': z.object({ channelId: snowflake, seq: sequence }),
  'notification-settings-updated': z.union([serverNotificationSettings, channelNotificationSettings]),
  'call-joined': ofCall.extend({ startedAt: timestamp }),
  'call-left': ofCall.extend({ reason: callLeaveReason }),
  'call-state': ofCall,
  'call-topology': z.intersection(z.object({ callId: snowflake }), callTopology),
  'call-ring': z.object({ callId: snowflake, participant: callParticipant }),
  'call-ring-ended': z.object({ callId: snowflake, userId: snowflake, reason: callRingEndReason }),
  offer: signals.offer.extend(from),
  answer: signals.answer.extend(from),
  'ice-candidate': signals['ice-candidate'].extend(from),
  'sessions-updated': z.object({}),
  'events-missed': z.object({}),
  'session-ended': z.object({
    reason: z.enum(['logout', 'revoked', 'password_changed', 'expired', 'slow_consumer']),
  }),
}

/** Every event that a client may receive, with the whole of what its payload may hold. */
export const serverEvents = new Map(Object.entries(schemas).map(([name, schema]) => [name, strict(schema)]))
