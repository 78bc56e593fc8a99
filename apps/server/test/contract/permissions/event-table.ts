import type { Realtime } from '@parley/client/realtime'
import type { ClientEventName } from '@parley/contracts/events'
import { type Answers, members, type Outcome, participants, signedIn } from './answers.ts'
import { absentId, type Connections, type Things } from './world.ts'

export interface EventRow {
  /** What sets this payload apart from the event's others. */
  about?: string
  payload(things: Things, connections: Connections): object | Promise<object>
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

const media = { audio: true, video: false, screen: false }

/** Author and member join the call of the voice channel. @returns it, and the author as the one to speak to */
async function meet({ voiceChannelId }: Things, { author, member }: Connections) {
  const join = ({ request }: Realtime) =>
    request('join-call', { channelId: voiceChannelId, media }).catch(() => ({ selfId: absentId }))
  const { selfId } = await join(author)
  await join(member)
  return { callId: voiceChannelId, to: selfId }
}

/** Those in the call, of whom only the member can address the author: nobody is addressed by oneself. */
const toTheAuthor: Answers = { ...signedIn('not_found'), member: 'ok' }

const onSignals = (about: object): EventRow[] => [
  {
    about: 'to a participant',
    payload: async (things, connections) => ({ ...(await meet(things, connections)), ...about }),
    answers: toTheAuthor,
  },
  {
    about: 'to nobody',
    payload: async (things, connections) => ({ ...(await meet(things, connections)), to: absentId, ...about }),
    answers: signedIn('not_found'),
  },
  {
    about: 'to the forwarding unit, through which the call does not go',
    payload: async (things, connections) => ({ ...(await meet(things, connections)), to: 'sfu', ...about }),
    answers: signedIn('not_found'),
  },
  {
    about: 'in a call one is not in',
    payload: async (things, connections) => ({
      ...(await meet(things, connections)),
      callId: things.groupId,
      ...about,
    }),
    answers: signedIn('not_found'),
  },
]

const onCalls = (add: object = {}): EventRow[] => [
  {
    about: 'of a voice channel',
    payload: ({ voiceChannelId }) => ({ channelId: voiceChannelId, ...add }),
    answers: members('ok'),
  },
  {
    about: 'of a conversation',
    payload: ({ dmId }) => ({ conversationId: dmId, ...add }),
    answers: participants('ok'),
  },
  { about: 'of several', payload: (things) => ({ ...group(things), ...add }), answers: participants('ok') },
  {
    about: 'of a channel named as a conversation',
    payload: ({ voiceChannelId }) => ({ conversationId: voiceChannelId, ...add }),
    answers: signedIn('not_found'),
  },
]

const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 }

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
  'join-call': [
    ...onCalls({ media }),
    {
      about: 'as a participant one has never been',
      payload: ({ voiceChannelId }) => ({ channelId: voiceChannelId, media, resume: absentId }),
      answers: { ...members('joined_elsewhere') },
    },
    {
      about: 'of a text channel',
      payload: (things) => ({ ...channel(things), media }),
      answers: members('forbidden'),
    },
  ],
  'leave-call': [
    ...onCalls(),
    { about: 'by its id', payload: ({ voiceChannelId }) => ({ callId: voiceChannelId }), answers: members('ok') },
  ],
  'decline-call': [
    { about: 'of a conversation', payload: ({ dmId }) => ({ callId: dmId }), answers: participants('ok') },
    { about: 'of a server', payload: ({ voiceChannelId }) => ({ callId: voiceChannelId }), answers: members('ok') },
  ],
  'call-state': [
    {
      payload: async (things, connections) => {
        const { callId } = await meet(things, connections)
        return { callId, muted: true, deafened: false, video: false, screen: false }
      },
      answers: { ...signedIn('not_found'), author: 'ok', member: 'ok' },
    },
    {
      about: 'of a call one is not in',
      payload: async (things, connections) => {
        await meet(things, connections)
        return { callId: things.groupId, muted: true, deafened: false, video: false, screen: false }
      },
      answers: signedIn('not_found'),
    },
  ],
  offer: onSignals({ description: { type: 'offer', sdp: 'v=0' } }),
  answer: onSignals({ description: { type: 'answer', sdp: 'v=0' } }),
  'ice-candidate': onSignals({ candidate }),
  'set-presence': [{ payload: () => ({ status: 'idle' }), answers: signedIn('ok') }],
}
