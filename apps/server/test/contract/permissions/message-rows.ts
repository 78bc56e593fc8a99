import type { EndpointName } from '@parley/contracts/endpoints'
import { type Answers, authorOnly, members, type Outcome, participants, signedIn } from './answers.ts'
import type { EndpointRow, RequestContext } from './endpoint-table.ts'
import { absentId } from './world.ts'

const channel = ({ things }: RequestContext) => ({ params: { channelId: things.channelId } })
const group = ({ things }: RequestContext) => ({ params: { channelId: things.groupId } })
const message = ({ things }: RequestContext) => ({ params: { messageId: things.messageId } })
const groupMessage = ({ things }: RequestContext) => ({ params: { messageId: things.groupMessageId } })
const body = { content: 'Ahoy' }

/** Who has written the message in the group. */
const groupAuthorOnly = (outcome: Outcome): Answers => ({ ...participants('forbidden'), author: outcome })

/** Marking as read, or as unread, from a message on. */
const marking: EndpointRow[] = [
  {
    request: (context) => ({ ...channel(context), body: { messageId: context.things.messageId } }),
    answers: members(204),
  },
  {
    about: 'to a message of another channel',
    request: (context) => ({ ...channel(context), body: { messageId: context.things.groupMessageId } }),
    answers: signedIn('not_found'),
  },
]

export const messageRows = {
  sendMessage: [
    { request: (context) => ({ ...channel(context), body }), answers: members(201) },
    {
      about: 'again with the nonce of the author',
      request: async (context) => {
        const retried = { ...channel(context), body: { ...body, nonce: 'one' } }
        await context.cast.author.api.sendMessage(retried).catch(() => undefined)
        return retried
      },
      answers: { ...members(201), author: 200 },
    },
    {
      about: 'to a category',
      request: async (context) => {
        const { cast, things } = context
        const params = { serverId: things.serverId }
        const category = await cast.owner.api
          .createChannel({ params, body: { name: 'deck', type: 4 } })
          .catch(() => ({ id: absentId }))
        return { params: { channelId: category.id }, body }
      },
      answers: members('forbidden'),
    },
    {
      about: 'to a conversation',
      request: (context) => ({ ...group(context), body }),
      answers: participants(201),
    },
  ],
  listMessages: [
    { request: channel, answers: members(200) },
    { about: 'of a conversation', request: group, answers: participants(200) },
  ],
  editMessage: [
    { request: (context) => ({ ...message(context), body }), answers: authorOnly(200) },
    {
      about: 'in a conversation',
      request: (context) => ({ ...groupMessage(context), body }),
      answers: groupAuthorOnly(200),
    },
  ],
  deleteMessage: [
    { request: message, answers: authorOnly(204) },
    { about: 'in a conversation', request: groupMessage, answers: groupAuthorOnly(204) },
  ],
  markChannelRead: marking,
  markChannelUnread: marking,
  listUnread: [{ request: () => ({}), answers: signedIn(200) }],
} satisfies Partial<Record<EndpointName, EndpointRow[]>>
