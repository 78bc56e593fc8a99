import type { Channel, ChannelActivity } from '@parley/contracts/channel'
import type { ReadState, UnreadState } from '@parley/contracts/message'

/** Raises a channel's newest message; an older one changes nothing. */
export function noteActivity(list: UnreadState[], { channelId, lastSeq, lastMessageId }: ChannelActivity) {
  return change(list, channelId, (state) => (lastSeq > state.lastSeq ? { ...state, lastSeq, lastMessageId } : state))
}

/** Moves a channel's read offset forward, never back. */
export function noteRead(list: UnreadState[], { channelId, lastReadSeq, lastReadMessageId }: ReadState) {
  return change(list, channelId, (state) =>
    lastReadSeq > state.lastReadSeq
      ? { ...state, lastReadSeq, lastReadMessageId, lastSeq: Math.max(state.lastSeq, lastReadSeq) }
      : state,
  )
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
  return [...list, { channelId: id, serverId, lastSeq, lastMessageId, lastReadSeq: 0, lastReadMessageId: null }]
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
    return {
      ...state,
      ...(old.lastSeq > state.lastSeq && { lastSeq: old.lastSeq, lastMessageId: old.lastMessageId }),
      ...(old.lastReadSeq > state.lastReadSeq && {
        lastReadSeq: old.lastReadSeq,
        lastReadMessageId: old.lastReadMessageId,
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
