import type { EndpointName } from '@parley/contracts/endpoints'
import { participants, signedIn } from './answers.ts'
import type { EndpointRow, RequestContext } from './endpoint-table.ts'
import { absentId } from './world.ts'

const group = ({ things }: RequestContext) => ({ params: { conversationId: things.groupId } })
const dm = ({ things }: RequestContext) => ({ params: { conversationId: things.dmId } })
/** A server's channel, by the path of a conversation. */
const channel = ({ things }: RequestContext) => ({ params: { conversationId: things.channelId } })
const stranger = ({ cast }: RequestContext) => ({ userIds: [cast.stranger.user.id] })
const say = { content: 'Ahoy' }

/** A channel of a server is no conversation, whoever asks. */
const notAConversation = signedIn('not_found')

/** Marking as read, or as unread, from a message on. */
const marking: EndpointRow[] = [
  {
    request: (context) => ({ ...group(context), body: { messageId: context.things.groupMessageId } }),
    answers: participants(204),
  },
  {
    about: 'to a message of another conversation',
    request: (context) => ({ ...group(context), body: { messageId: context.things.dmMessageId } }),
    answers: signedIn('not_found'),
  },
  {
    about: 'of a channel',
    request: (context) => ({ ...channel(context), body: { messageId: context.things.messageId } }),
    answers: notAConversation,
  },
]

export const conversationRows = {
  createConversation: [
    {
      about: 'of two',
      request: ({ cast }) => ({ body: { userId: cast.author.user.id } }),
      answers: signedIn(201),
      ownAccount: true,
    },
    {
      about: 'of two that have one',
      request: ({ cast }) => ({ body: { userId: cast.author.user.id } }),
      answers: { ...signedIn(201), member: 200, author: 'validation_failed' },
    },
    {
      about: 'of several',
      request: ({ cast }) => ({ body: { userIds: [cast.author.user.id, cast.member.user.id] } }),
      answers: signedIn(201),
    },
    { about: 'with nobody', request: () => ({ body: { userId: absentId } }), answers: signedIn('not_found') },
  ],
  listConversations: [{ request: () => ({}), answers: signedIn(200) }],
  getConversation: [
    { about: 'of several', request: group, answers: participants(200) },
    { about: 'of two', request: dm, answers: participants(200) },
    { about: 'that is a channel', request: channel, answers: notAConversation },
  ],
  updateConversation: [
    {
      about: 'of several',
      request: (context) => ({ ...group(context), body: { name: 'Crew' } }),
      answers: participants(200),
    },
    {
      about: 'of two',
      request: (context) => ({ ...dm(context), body: { name: 'Crew' } }),
      answers: participants('forbidden'),
    },
    {
      about: 'that is a channel',
      request: (context) => ({ ...channel(context), body: { name: 'Crew' } }),
      answers: notAConversation,
    },
  ],
  addParticipants: [
    {
      about: 'to several',
      request: (context) => ({ ...group(context), body: stranger(context) }),
      answers: participants(200),
      spends: true,
    },
    {
      about: 'to two',
      request: (context) => ({ ...dm(context), body: stranger(context) }),
      answers: participants('forbidden'),
    },
    {
      about: 'to a channel',
      request: (context) => ({ ...channel(context), body: stranger(context) }),
      answers: notAConversation,
    },
  ],
  leaveConversation: [
    { about: 'of several', request: group, answers: participants(204), spends: true },
    { about: 'of two', request: dm, answers: participants('forbidden') },
    { about: 'that is a channel', request: channel, answers: notAConversation },
  ],
  sendConversationMessage: [
    { request: (context) => ({ ...dm(context), body: say }), answers: participants(201) },
    {
      about: 'again with the nonce of the author',
      request: async (context) => {
        const retried = { ...group(context), body: { ...say, nonce: 'one' } }
        await context.cast.author.api.sendConversationMessage(retried).catch(() => undefined)
        return retried
      },
      answers: { ...participants(201), author: 200 },
    },
    {
      about: 'to a channel',
      request: (context) => ({ ...channel(context), body: say }),
      answers: notAConversation,
    },
  ],
  listConversationMessages: [
    { request: dm, answers: participants(200) },
    { about: 'of a channel', request: channel, answers: notAConversation },
  ],
  markConversationRead: marking,
  markConversationUnread: marking,
} satisfies Partial<Record<EndpointName, EndpointRow[]>>
