import type { Channel, ChannelActivity } from '@parley/contracts/channel'
import type { Message, ReadState, UnreadState } from '@parley/contracts/message'

/** Raises a channel's newest message; an older one changes nothing. */
export function noteActivity(list: UnreadState[], { channelId, lastSeq, lastMessageId }: ChannelActivity) {
  return change(list, channelId, (state) => (lastSeq > state.lastSeq ? { ...state, lastSeq, lastMessageId } : state))
}

/** Takes in how far a channel is read, unless that was before what is known. */
export function noteRead(list: UnreadState[], { channelId, ...read }: ReadState) {
  return change(list, channelId, (state) =>
    isLater(read, state)
      ? {
          ...state,
          ...read,
          lastSeq: Math.max(state.lastSeq, read.lastReadSeq),
          mentionSeqs: state.mentionSeqs.filter((seq) => seq > read.lastReadSeq),
        }
      : state,
  )
}

/** Notes a message that mentions oneself, unless it is read already. */
export function noteMention(list: UnreadState[], { channelId, seq }: Pick<Message, 'channelId' | 'seq'>) {
  return change(list, channelId, (state) =>
    seq <= state.lastReadSeq || state.mentionSeqs.includes(seq)
      ? state
      : { ...state, mentionSeqs: [...state.mentionSeqs, seq].sort((a, b) => a - b).slice(-100) },
  )
}

/** Forgets a message that mentioned oneself and was deleted. */
export function removeMention(list: UnreadState[], { channelId, seq }: Pick<Message, 'channelId' | 'seq'>) {
  return change(list, channelId, (state) =>
    state.mentionSeqs.includes(seq)
      ? { ...state, mentionSeqs: state.mentionSeqs.filter((known) => known !== seq) }
      : state,
  )
}

/** Moves a channel's read offset forward to a message, never back. */
export function readUpTo(list: UnreadState[], { channelId, id, seq }: Pick<Message, 'channelId' | 'id' | 'seq'>) {
  const generation = list.find((state) => state.channelId === channelId)?.generation ?? 0
  return noteRead(list, { channelId, lastReadSeq: seq, lastReadMessageId: id, generation })
}

type ReadOffset = Pick<ReadState, 'lastReadSeq' | 'generation'>

/** Offsets move forward only, but for the start of a new generation. */
function isLater(a: ReadOffset, b: ReadOffset): boolean {
  return a.generation === b.generation ? a.lastReadSeq > b.lastReadSeq : a.generation > b.generation
}

/** Adds a new channel, in which there is nothing to read yet. */
export function addChannel(
  list: UnreadState[],
  {
    id,
    serverId,
    lastSeq,
    lastMessageId,
  }: Pick<Channel, 'id' | 'lastSeq' | 'lastMessageId'> & { serverId: string | null },
): UnreadState[] {
  if (list.some(({ channelId }) => channelId === id)) return list
  const nothingRead = { lastReadSeq: 0, lastReadMessageId: null, generation: 0 }
  return [...list, { channelId: id, serverId, lastSeq, lastMessageId, mentionSeqs: [], ...nothingRead }]
}

/** Removes a channel or conversation that is gone. */
export function removeChannel(list: UnreadState[], id: string): UnreadState[] {
  return list.some(({ channelId }) => channelId === id) ? list.filter(({ channelId }) => channelId !== id) : list
}

/** Removes the channels of a server that is gone. */
export function removeServer(list: UnreadState[], id: string): UnreadState[] {
  return list.some(({ serverId }) => serverId === id) ? list.filter(({ serverId }) => serverId !== id) : list
}

/** Takes in a freshly fetched list, without losing what events told since it was asked for. */
export function mergeUnread(known: UnreadState[] | undefined, fetched: UnreadState[]): UnreadState[] {
  const before = new Map(known?.map((state) => [state.channelId, state]))
  return fetched.map((state) => {
    const old = before.get(state.channelId)
    if (!old) return state
    const readSeq = isLater(old, state) ? old.lastReadSeq : state.lastReadSeq
    const newer = old.mentionSeqs.filter((seq) => seq > state.lastSeq)
    return {
      ...state,
      mentionSeqs: [...state.mentionSeqs, ...newer].filter((seq) => seq > readSeq),
      ...(old.lastSeq > state.lastSeq && { lastSeq: old.lastSeq, lastMessageId: old.lastMessageId }),
      ...(isLater(old, state) && {
        lastReadSeq: old.lastReadSeq,
        lastReadMessageId: old.lastReadMessageId,
        generation: old.generation,
      }),
    }
  })
}

/** How many messages lie beyond the read offset. */
export function unreadCount({ lastSeq, lastReadSeq }: UnreadState): number {
  return Math.max(0, lastSeq - lastReadSeq)
}

function change(list: UnreadState[], channelId: string, update: (state: UnreadState) => UnreadState): UnreadState[] {
  const index = list.findIndex((state) => state.channelId === channelId)
  const state = list[index]
  if (state === undefined) return list
  const changed = update(state)
  return changed === state ? list : list.with(index, changed)
}
