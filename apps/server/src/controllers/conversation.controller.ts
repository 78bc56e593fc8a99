import { channelType } from '@parley/contracts/channel-type'
import type { Conversation, createConversationRequest } from '@parley/contracts/conversation'
import { limits } from '@parley/contracts/limits'
import type { z } from 'zod'
import { limiter } from '../config/rate-limits.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { presentConversation } from '../presenters/conversation.presenter.ts'
import { statusOf } from '../realtime/presence.ts'
import {
  publishConversationCreated,
  publishConversationDeleted,
  publishConversationUpdated,
} from '../realtime/publisher.ts'
import { evictFromConversation } from '../realtime/rooms.ts'
import * as conversations from '../repositories/conversation.repository.ts'
import { findExistingUserIds } from '../repositories/user.repository.ts'
import { type Actor, requireConversation } from './access.ts'
import { endSeatIn } from './seat.controller.ts'

/** The conversation of two people, made at the first call, or a new group. @throws AppError `not_found`, `validation_failed` */
export async function createConversation(
  actor: Actor,
  input: z.infer<typeof createConversationRequest>,
): Promise<{ conversation: Conversation; created: boolean }> {
  const asked = 'userId' in input ? [input.userId] : input.userIds
  const otherIds = [...new Set(asked)].filter((id) => id !== actor.userId)
  if (otherIds.length === 0) {
    throw new AppError('validation_failed', {
      errors: [{ path: 'userId' in input ? 'userId' : 'userIds', message: 'Must name somebody else' }],
    })
  }
  await requireUsers(otherIds)
  if ('userId' in input) {
    const { conversation, created } = await conversations.findOrCreateDm(newId(), actor.userId, input.userId)
    const presented = present(conversation)
    if (created) publishConversationCreated(presented)
    return { conversation: presented, created }
  }
  await limiter.spend('createGroup', actor.userId)
  const group = await conversations.createGroup(newId(), [actor.userId, ...otherIds], input.name ?? null)
  const presented = present(group)
  publishConversationCreated(presented)
  return { conversation: presented, created: true }
}

/** The actor’s conversations, the one with the newest message first. */
export async function listConversations(actor: Actor): Promise<Conversation[]> {
  return (await conversations.listConversations(actor.userId)).map(present)
}

/** @throws AppError `not_found` */
export async function getConversation(actor: Actor, conversationId: string): Promise<Conversation> {
  await requireConversation(actor, conversationId)
  const conversation = await conversations.findConversation(conversationId)
  if (!conversation) throw new AppError('not_found')
  return present(conversation)
}

/** Names a group. @throws AppError `forbidden` for a conversation of two */
export async function updateConversation(
  actor: Actor,
  conversationId: string,
  { name }: { name: string | null },
): Promise<Conversation> {
  await requireGroup(actor, conversationId)
  const conversation = present(await conversations.renameGroup(conversationId, name))
  publishConversationUpdated(conversation)
  return conversation
}

/** Brings people into a group. @throws AppError `forbidden` for a conversation of two, `not_found`, `limit_reached` */
export async function addParticipants(
  actor: Actor,
  conversationId: string,
  { userIds }: { userIds: string[] },
): Promise<Conversation> {
  const { participantIds } = await requireGroup(actor, conversationId)
  const newIds = [...new Set(userIds)].filter((id) => !participantIds.has(id))
  await requireUsers(newIds)
  const row = await conversations.addParticipants(conversationId, newIds, limits.conversationParticipants)
  if (row === 'full') {
    throw new AppError('limit_reached', {
      detail: `A group can have at most ${limits.conversationParticipants} people`,
    })
  }
  const conversation = present(row)
  publishConversationCreated(conversation, newIds)
  publishConversationUpdated(conversation)
  return conversation
}

/** @throws AppError `forbidden` for a conversation of two */
export async function leaveConversation(actor: Actor, conversationId: string): Promise<void> {
  await requireGroup(actor, conversationId)
  const remaining = await conversations.removeParticipant(conversationId, actor.userId)
  if (remaining === 'absent') throw new AppError('not_found')
  publishConversationDeleted(actor.userId, conversationId)
  evictFromConversation(actor.userId, conversationId)
  await endSeatIn(actor.userId, [conversationId])
  if (remaining) publishConversationUpdated(present(remaining))
}

function present(row: conversations.ConversationRow): Conversation {
  return presentConversation(row, statusOf)
}

async function requireGroup(actor: Actor, conversationId: string) {
  const conversation = await requireConversation(actor, conversationId)
  if (conversation.type !== channelType.groupDm) {
    throw new AppError('forbidden', { detail: 'Only groups can be changed or left' })
  }
  return conversation
}

async function requireUsers(userIds: string[]): Promise<void> {
  const existing = await findExistingUserIds(userIds)
  if (existing.length < userIds.length) throw new AppError('not_found', { detail: 'There is no such person' })
}
