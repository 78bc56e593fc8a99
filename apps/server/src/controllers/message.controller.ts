import { channelType } from '@parley/contracts/channel-type'
import { mentionedUserIds as readMentions } from '@parley/contracts/mention'
import {
  type editMessageRequest,
  type historyQuery,
  type Message,
  type MessagePage,
  messageType,
  type UnreadState,
} from '@parley/contracts/message'
import type { z } from 'zod'
import { limiter } from '../config/rate-limits.ts'
import { AppError } from '../lib/errors.ts'
import { presentMessage } from '../presenters/message.presenter.ts'
import { noteOpened } from '../realtime/progress.ts'
import {
  publishMentionCreated,
  publishMentionDeleted,
  publishMessageCreated,
  publishMessageDeleted,
  publishMessageUpdated,
  publishReadState,
} from '../realtime/publisher.ts'
import { stopTyping, typistsIn } from '../realtime/typing.ts'
import { findMembersAmong } from '../repositories/membership.repository.ts'
import * as messages from '../repositories/message.repository.ts'
import type { WrittenMessage } from '../repositories/message-statements.ts'
import { advanceReadState, listUnreadStates, rewindReadState } from '../repositories/read-state.repository.ts'
import { findAuthor } from '../repositories/user.repository.ts'
import { type Actor, type ChannelAccess, requireChannel, requireTarget, type Target } from './access.ts'

interface Draft {
  content: string
  nonce?: string | undefined
}

/**
 * Stores a message and passes it on once it is durable. `created` is false when the same nonce was sent before: then
 * nothing is stored or passed on, and the first message comes back.
 * @throws AppError `not_found`, `forbidden`, `rate_limited`, `overloaded`, `unavailable`
 */
export async function sendMessage(
  actor: Actor,
  target: Target,
  { content, nonce }: Draft,
): Promise<{ message: Message; created: boolean }> {
  const channel = await requireTarget(actor, target)
  if (channel.type === channelType.category) throw new AppError('forbidden', { detail: 'A category holds no messages' })
  await limiter.spend('message', actor.userId)
  const author = await findAuthor(actor.userId)
  if (!author) throw new AppError('unauthenticated')
  const present = (message: WrittenMessage) =>
    presentMessage({ ...message, type: messageType.default, author, nonce: message.nonce ?? null })
  const mentionedUserIds = await findMentioned(channel, actor, content)
  const draft = { channelId: channel.id, authorId: actor.userId, content, nonce, mentionedUserIds }
  const { message, created } = await messages.messageWriter.write(draft, (stored) => {
    const presented = present(stored)
    publishMessageCreated(channel, presented)
    publishMentionCreated(mentionedUserIds, presented)
    stopTyping(channel, actor.userId)
  })
  return { message: present(message), created }
}

/** One page of history, oldest first. */
export async function listMessages(
  actor: Actor,
  target: Target,
  query: z.infer<typeof historyQuery>,
): Promise<MessagePage> {
  const channel = await requireTarget(actor, target)
  const page = await messages.listMessages(channel.id, query)
  return { messages: page.messages.map(presentMessage), hasMore: page.hasMore }
}

/**
 * What a client that has opened a channel needs to be up to date: the newest seq and, given the last it has, the
 * messages since, or null when they are too many; and who is typing there. Asks the database whether the actor may still see the channel.
 */
export async function catchUp(
  actor: Actor,
  target: Target,
  since: number | undefined,
): Promise<{ lastSeq: number; missed?: Message[] | null; typing?: string[] }> {
  const { id } = await requireTarget(actor, target, { fresh: true })
  const history = await readSince(id, since)
  noteOpened(id, history.lastSeq)
  const typing = typistsIn(id)
  return typing.length === 0 ? history : { ...history, typing }
}

async function readSince(channelId: string, since: number | undefined) {
  if (since === undefined) return { lastSeq: await messages.findLastSeq(channelId) }
  const { lastSeq, missed } = await messages.listMissed(channelId, since)
  return { lastSeq, missed: missed?.map(presentMessage) ?? null }
}

/**
 * Changes what a message says. The mentions that count, and notify, stay those it was sent with: who edits can neither
 * call people to something old nor take back that they were called.
 * @throws AppError `not_found`, `forbidden` for anybody but the author, `edited_meanwhile`
 */
export async function editMessage(
  actor: Actor,
  messageId: string,
  { content, editedAt: known }: z.infer<typeof editMessageRequest>,
): Promise<Message> {
  const { channel, message } = await requireOwnMessage(actor, messageId)
  const editedAt = await messages.updateContent(channel.id, messageId, content, known)
  if (!editedAt) throw new AppError((await messages.findMessage(messageId)) ? 'edited_meanwhile' : 'not_found')
  const presented = presentMessage({ ...message, content, editedAt })
  publishMessageUpdated(channel, presented)
  return presented
}

/** @throws AppError `not_found`, `forbidden` for anybody but the author */
export async function deleteMessage(actor: Actor, messageId: string): Promise<void> {
  const { channel, message } = await requireOwnMessage(actor, messageId)
  const mentioned = await messages.markDeleted(channel.id, messageId)
  if (!mentioned) throw new AppError('not_found')
  publishMessageDeleted(channel, messageId)
  publishMentionDeleted(mentioned, { channelId: channel.id, seq: message.seq })
}

/** Moves the actor's read offset forward to a message. @throws AppError `not_found` */
export async function markRead(actor: Actor, target: Target, messageId: string): Promise<void> {
  const { id: channelId } = await requireTarget(actor, target)
  const seq = await messages.findMessageSeq(channelId, messageId)
  if (seq === undefined) throw new AppError('not_found')
  const readState = await advanceReadState(actor.userId, { channelId, seq, messageId })
  if (readState) publishReadState(actor.userId, readState)
}

/** Moves the actor's read offset to before a message. @throws AppError `not_found` */
export async function markUnread(actor: Actor, target: Target, messageId: string): Promise<void> {
  const { id: channelId } = await requireTarget(actor, target)
  const readState = await rewindReadState(actor.userId, channelId, messageId)
  if (!readState) throw new AppError('not_found')
  publishReadState(actor.userId, readState)
}

/** How far the actor has read every channel and conversation that the actor may see. */
export function listUnread(actor: Actor): Promise<UnreadState[]> {
  return listUnreadStates(actor.userId)
}

/** The other people whom a message mentions and who may see it. Asks the database only where somebody is mentioned. */
async function findMentioned(channel: ChannelAccess, actor: Actor, content: string): Promise<string[]> {
  const userIds = readMentions(content).filter((id) => id !== actor.userId)
  if (userIds.length === 0) return userIds
  if (channel.serverId !== null) return findMembersAmong(channel.serverId, userIds)
  return userIds.filter((id) => channel.participantIds.has(id))
}

async function requireOwnMessage(
  actor: Actor,
  messageId: string,
): Promise<{ channel: ChannelAccess; message: messages.MessageRow }> {
  const message = await messages.findMessage(messageId)
  if (!message) throw new AppError('not_found')
  const channel = await requireChannel(actor, message.channelId)
  if (message.author.id !== actor.userId) throw new AppError('forbidden')
  return { channel, message }
}
