import type { ClientEventName } from '@parley/contracts/events'
import { type Answers, members, type Outcome, participants, signedIn } from './answers.ts'
import type { Things } from './world.ts'

export interface EventRow {
  /** What sets this payload apart from the event's others. */
  about?: string
  payload(things: Things): object
  answers: Answers
}

const channel = ({ channelId }: Things) => ({ channelId })
const group = ({ groupId }: Things) => ({ conversationId: groupId })
/** A conversation is a channel without a server; a server's channel is no conversation. */
const groupAsChannel = ({ groupId }: Things) => ({ channelId: groupId })
const channelAsConversation = ({ channelId }: Things) => ({ conversationId: channelId })

const onChannelsAndConversations = (add: object = {}): EventRow[] => [
  { about: 'of a channel', payload: (things) => ({ ...channel(things), ...add }), answers: members('ok') },
  { about: 'of a conversation', payload: (things) => ({ ...group(things), ...add }), answers: participants('ok') },
  {
    about: 'of a conversation named as a channel',
    payload: (things) => ({ ...groupAsChannel(things), ...add }),
    answers: participants('ok'),
  },
  {
    about: 'of a channel named as a conversation',
    payload: (things) => ({ ...channelAsConversation(things), ...add }),
    answers: signedIn('not_found'),
  },
]

const onChannels = (outcome: Outcome = 'ok'): EventRow[] => [
  { about: 'of a server', payload: channel, answers: members(outcome) },
  { about: 'that is a conversation', payload: groupAsChannel, answers: participants(outcome) },
]

const onConversations = (outcome: Outcome = 'ok'): EventRow[] => [
  { about: 'of several', payload: group, answers: participants(outcome) },
  { about: 'of two', payload: ({ dmId }) => ({ conversationId: dmId }), answers: participants(outcome) },
  { about: 'that is a channel', payload: channelAsConversation, answers: signedIn('not_found') },
]

/** Who may send what, for every client event of the contract. Nobody anonymous gets as far as sending one. */
export const eventTable: Record<ClientEventName, EventRow[]> = {
  'join-servers': [{ payload: () => ({}), answers: signedIn('ok') }],
  'join-channel': onChannels(),
  'leave-channel': onChannels(),
  'join-conversation': onConversations(),
  'leave-conversation': onConversations(),
  'send-message': onChannelsAndConversations({ content: 'Ahoy', nonce: 'one' }),
  'typing-start': onChannelsAndConversations(),
  'typing-stop': onChannelsAndConversations(),
  'set-presence': [{ payload: () => ({ status: 'idle' }), answers: signedIn('ok') }],
}
