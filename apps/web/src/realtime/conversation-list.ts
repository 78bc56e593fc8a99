import type { ChannelActivity } from '@parley/contracts/channel'
import type { Conversation } from '@parley/contracts/conversation'
import type { User } from '@parley/contracts/user'
import { compareIds } from './compare-ids.ts'

/** Adds or replaces a conversation, keeping the one with the newest message first. */
export function upsertConversation(list: Conversation[], conversation: Conversation): Conversation[] {
  const known = list.find(({ id }) => id === conversation.id)
  const newest =
    known && known.lastSeq > conversation.lastSeq
      ? { ...conversation, lastSeq: known.lastSeq, lastMessageId: known.lastMessageId }
      : conversation
  return byActivity([newest, ...list.filter(({ id }) => id !== conversation.id)])
}

/** Removes a conversation that one has left. */
export function removeConversation(list: Conversation[], id: string): Conversation[] {
  return list.some((conversation) => conversation.id === id) ? list.filter((item) => item.id !== id) : list
}

/** Moves a conversation up when something newer was said in it. */
export function noteConversationActivity(list: Conversation[], activity: ChannelActivity): Conversation[] {
  const known = list.find(({ id }) => id === activity.channelId)
  if (!known || known.lastSeq >= activity.lastSeq) return list
  const { lastSeq, lastMessageId } = activity
  return byActivity(list.map((item) => (item === known ? { ...item, lastSeq, lastMessageId } : item)))
}

/** Shows somebody's new name and picture wherever they take part. */
export function updateParticipant(list: Conversation[], user: User): Conversation[] {
  if (!list.some(({ participants }) => participants.some(({ id }) => id === user.id))) return list
  return list.map((conversation) => ({
    ...conversation,
    participants: conversation.participants.map((participant) =>
      participant.id === user.id ? { ...participant, ...user } : participant,
    ),
  }))
}

/** Takes in a freshly fetched list, without losing what events told since it was asked for. */
export function mergeConversations(known: Conversation[] | undefined, fetched: Conversation[]): Conversation[] {
  return (known ?? []).reduce(
    (list, { id, lastSeq, lastMessageId }) =>
      lastMessageId === null ? list : noteConversationActivity(list, { channelId: id, lastSeq, lastMessageId }),
    byActivity(fetched),
  )
}

/** A conversation in which nothing was said yet counts as active when it began. */
function byActivity(list: Conversation[]): Conversation[] {
  return list.toSorted((a, b) => compareIds(b.lastMessageId ?? b.id, a.lastMessageId ?? a.id))
}
