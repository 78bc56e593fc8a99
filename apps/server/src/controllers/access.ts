import { AppError } from '../lib/errors.ts'
import type { ChannelAudience } from '../realtime/rooms.ts'
import { findChannelIdentity } from '../repositories/channel.repository.ts'
import {
  findParticipantIds,
  isMember,
  queryMember,
  queryParticipantIds,
} from '../repositories/membership.repository.ts'
import { findServer, type ServerRow } from '../repositories/server.repository.ts'

/** Who acts: a signed-in user, in one of the user's sessions. */
export interface Actor {
  userId: string
  sessionId: string
}

export interface ChannelAccess extends ChannelAudience {
  type: number
}

const nobody: ReadonlySet<string> = new Set()

/** @throws AppError `not_found` unless the actor is a member: what one may not see looks like what is not there */
export async function requireMember(actor: Actor, serverId: string): Promise<void> {
  if (!(await isMember(serverId, actor.userId))) throw new AppError('not_found')
}

/** @throws AppError `not_found` for strangers, `forbidden` for members who are not the owner */
export async function requireOwner(actor: Actor, serverId: string): Promise<ServerRow> {
  await requireMember(actor, serverId)
  const server = await findServer(serverId)
  if (!server) throw new AppError('not_found')
  if (String(server.ownerId) !== actor.userId) throw new AppError('forbidden')
  return server
}

/** A channel or a conversation, by whichever name the client knows it. */
export type Target = { channelId: string } | { conversationId: string }

interface AccessOptions {
  /** Asks the database instead of the cache: for what is granted for longer than the cache remembers. */
  fresh?: boolean
}

/**
 * A channel or conversation that the actor may see.
 * @throws AppError `not_found`
 */
export function requireTarget(actor: Actor, target: Target, options?: AccessOptions): Promise<ChannelAccess> {
  return 'conversationId' in target
    ? requireConversation(actor, target.conversationId, options)
    : requireChannel(actor, target.channelId, options)
}

/** The same by an id that may be of either. */
export async function requireChannel(
  actor: Actor,
  channelId: string,
  { fresh = false }: AccessOptions = {},
): Promise<ChannelAccess> {
  const channel = await findChannelIdentity(channelId)
  if (!channel) throw new AppError('not_found')
  if (channel.serverId !== null) {
    const may = await (fresh ? queryMember : isMember)(channel.serverId, actor.userId)
    if (!may) throw new AppError('not_found')
    return { ...channel, participantIds: nobody }
  }
  const participantIds = await (fresh ? queryParticipantIds : findParticipantIds)(channelId)
  if (!participantIds.has(actor.userId)) throw new AppError('not_found')
  return { ...channel, participantIds }
}

/** The same for a channel of a server alone. */
export async function requireServerChannel(
  actor: Actor,
  channelId: string,
): Promise<ChannelAccess & { serverId: string }> {
  const channel = await requireChannel(actor, channelId)
  if (channel.serverId === null) throw new AppError('not_found')
  return { ...channel, serverId: channel.serverId }
}

/** The same for a conversation alone. */
export async function requireConversation(
  actor: Actor,
  conversationId: string,
  options?: AccessOptions,
): Promise<ChannelAccess> {
  const channel = await requireChannel(actor, conversationId, options)
  if (channel.serverId !== null) throw new AppError('not_found')
  return channel
}
