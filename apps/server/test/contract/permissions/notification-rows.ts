import type { EndpointName } from '@parley/contracts/endpoints'
import { members, participants, signedIn } from './answers.ts'
import type { EndpointRow } from './endpoint-table.ts'

const body = { level: 'none' as const, muted: true, mutedUntil: null }

export const notificationRows = {
  listNotificationSettings: [{ request: () => ({}), answers: signedIn(200) }],
  updateServerNotificationSettings: [
    { request: ({ things }) => ({ params: { serverId: things.serverId }, body }), answers: members(200) },
  ],
  updateChannelNotificationSettings: [
    { request: ({ things }) => ({ params: { channelId: things.channelId }, body }), answers: members(200) },
    {
      about: 'of a conversation',
      request: ({ things }) => ({ params: { channelId: things.groupId }, body }),
      answers: participants(200),
    },
  ],
  updateConversationNotificationSettings: [
    { request: ({ things }) => ({ params: { conversationId: things.dmId }, body }), answers: participants(200) },
    {
      about: 'of a channel',
      request: ({ things }) => ({ params: { conversationId: things.channelId }, body }),
      answers: signedIn('not_found'),
    },
  ],
} satisfies Partial<Record<EndpointName, EndpointRow[]>>
