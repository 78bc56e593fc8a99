import { limits } from '@parley/contracts/limits'
import type { InvitePreview, MemberPage, Server, ServerDetail } from '@parley/contracts/server'
import { Coalescer } from '../lib/coalescer.ts'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { createInviteCode, isPlausibleInviteCode } from '../lib/invite-code.ts'
import { logger } from '../lib/logger.ts'
import { presentChannel } from '../presenters/channel.presenter.ts'
import { presentInvite, presentMember, presentServer } from '../presenters/server.presenter.ts'
import { listOnline, statusOf } from '../realtime/presence.ts'
import {
  publishMemberJoined,
  publishMemberLeft,
  publishServerJoined,
  publishServerUpdated,
} from '../realtime/publisher.ts'
import { enterServer, evictFromServer } from '../realtime/rooms.ts'
import { forgetChannel, listChannels } from '../repositories/channel.repository.ts'
import { replaceServerIcon } from '../repositories/image.repository.ts'
import * as memberships from '../repositories/membership.repository.ts'
import * as servers from '../repositories/server.repository.ts'
import { type Actor, requireMember, requireOwner } from './access.ts'
import { prepareImage, type Upload } from './image.controller.ts'
import { endCalls, endSeatIn } from './seat.controller.ts'

// Read anew for every announcement, so that of joins and leaves at once the last one has the last word.
const memberCounts = new Coalescer<true>({
  window: limits.coalesceWindow,
  emit: (serverId) =>
    void tellMemberCount(serverId).catch((error) =>
      logger.warn({ err: error }, 'could not tell how many members a server has'),
    ),
})

async function tellMemberCount(serverId: string): Promise<void> {
  const server = await servers.findServer(serverId)
  if (server) publishServerUpdated(presentServer(server))
}

/** Drops what waits to be told; called at the end. */
export function stopMemberCounts(): void {
  memberCounts.stop()
}

/** @throws AppError `limit_reached` */
export async function createServer(actor: Actor, { name }: { name: string }): Promise<ServerDetail> {
  await requireRoomForServer(actor)
  const id = newId()
  await servers.createServer({
    id,
    name,
    ownerId: actor.userId,
    inviteCode: createInviteCode(),
    textChannelId: newId(),
    voiceChannelId: newId(),
  })
  enterServer(actor.userId, id)
  const detail = await readDetail(id)
  publishServerJoined(actor.userId, asServer(detail))
  return detail
}

/** In the order in which the actor joined them. */
export async function listServers(actor: Actor): Promise<Server[]> {
  return (await servers.listServersOf(actor.userId)).map(presentServer)
}

/** Ids of the actor's servers: what a new connection listens to. */
export function listServerIds(actor: Actor): Promise<string[]> {
  return memberships.listServerIds(actor.userId)
}

/** A server with its channels and the first of its members. @throws AppError `not_found` */
export async function getServer(actor: Actor, serverId: string): Promise<ServerDetail> {
  await requireMember(actor, serverId)
  return readDetail(serverId)
}

/** @throws AppError `not_found`, `forbidden` */
export async function updateServer(actor: Actor, serverId: string, { name }: { name: string }): Promise<Server> {
  await requireOwner(actor, serverId)
  return change(serverId, { name })
}

/** @throws AppError `image_invalid`, `validation_failed`, `overloaded` */
export async function setServerIcon(actor: Actor, serverId: string, upload: Upload): Promise<Server> {
  await requireOwner(actor, serverId)
  return tellServer(await replaceServerIcon(serverId, await prepareImage(upload)))
}

/** @throws AppError `not_found`, `forbidden` */
export async function removeServerIcon(actor: Actor, serverId: string): Promise<Server> {
  await requireOwner(actor, serverId)
  return tellServer(await replaceServerIcon(serverId, null))
}

/** Replaces the invite code; the old one stops working. */
export async function regenerateInvite(actor: Actor, serverId: string): Promise<{ inviteCode: string }> {
  await requireOwner(actor, serverId)
  const inviteCode = createInviteCode()
  await change(serverId, { inviteCode })
  return { inviteCode }
}

/** The change feed tells the members, and closes the rooms. */
export async function deleteServer(actor: Actor, serverId: string): Promise<void> {
  await requireOwner(actor, serverId)
  const channelIds = (await listChannels(serverId)).map((channel) => String(channel.id))
  if (!(await servers.deleteServer(serverId))) throw new AppError('not_found')
  for (const id of channelIds) forgetChannel(id)
  await endCalls(channelIds)
}

/** One page of members, or of those who are online. @throws AppError `not_found` */
export async function listMembers(
  actor: Actor,
  serverId: string,
  { status, ...page }: { after?: string | undefined; limit: number; status?: 'online' | undefined },
): Promise<MemberPage> {
  await requireMember(actor, serverId)
  return presentPage(await servers.listMembers(serverId, status ? { ...page, among: listOnline() } : page))
}

/** @param actor absent for somebody who is not signed in yet. @throws AppError `not_found` */
export async function getInvite(actor: Actor | undefined, inviteCode: string): Promise<InvitePreview> {
  const server = await findByInvite(inviteCode)
  return presentInvite(server, actor !== undefined && (await memberships.isMember(String(server.id), actor.userId)))
}

/** @throws AppError `not_found`, `already_member`, `limit_reached` */
export async function joinServer(actor: Actor, { inviteCode }: { inviteCode: string }): Promise<ServerDetail> {
  const serverId = String((await findByInvite(inviteCode)).id)
  if (await memberships.isMember(serverId, actor.userId)) throw new AppError('already_member')
  await requireRoomForServer(actor)
  const member = await servers.addMember(serverId, actor.userId)
  if (member === 'exists') throw new AppError('already_member')
  if (member === 'gone') throw new AppError('not_found')
  publishMemberJoined(presentMember(member, statusOf(actor.userId)))
  memberCounts.push(serverId, true)
  enterServer(actor.userId, serverId)
  const detail = await readDetail(serverId)
  publishServerJoined(actor.userId, asServer(detail))
  return detail
}

/** @throws AppError `owner_cannot_leave` */
export async function leaveServer(actor: Actor, serverId: string): Promise<void> {
  await requireMember(actor, serverId)
  await remove(serverId, actor.userId)
}

/** Removes somebody from the actor's server. @throws AppError `not_found`, `forbidden`, `owner_cannot_leave` */
export async function removeMember(actor: Actor, serverId: string, userId: string): Promise<void> {
  await requireOwner(actor, serverId)
  await remove(serverId, userId)
}

async function remove(serverId: string, userId: string): Promise<void> {
  const server = await servers.findServer(serverId)
  if (String(server?.ownerId) === userId) throw new AppError('owner_cannot_leave')
  if (!(await servers.removeMember(serverId, userId))) throw new AppError('not_found')
  publishMemberLeft(serverId, userId)
  memberCounts.push(serverId, true)
  const channelIds = (await listChannels(serverId)).map((channel) => String(channel.id))
  evictFromServer(userId, serverId, channelIds)
  await endSeatIn(userId, channelIds)
}

async function change(serverId: string, data: { name?: string; inviteCode?: string }): Promise<Server> {
  return tellServer(await servers.updateServer(serverId, data))
}

/** Tells the members what has become of their server. */
function tellServer(row: servers.ServerRow): Server {
  const server = presentServer(row)
  publishServerUpdated(server)
  return server
}

async function requireRoomForServer(actor: Actor): Promise<void> {
  if ((await servers.countServersOf(actor.userId)) >= limits.serversPerUser) {
    throw new AppError('limit_reached', { detail: `You can be in at most ${limits.serversPerUser} servers` })
  }
}

async function findByInvite(inviteCode: string): Promise<servers.ServerRow> {
  const server = isPlausibleInviteCode(inviteCode) ? await servers.findServerByInviteCode(inviteCode) : null
  if (!server) throw new AppError('not_found', { detail: 'This invite is not valid, or not any more' })
  return server
}

async function readDetail(serverId: string): Promise<ServerDetail> {
  const [server, channels, page] = await Promise.all([
    servers.findServer(serverId),
    listChannels(serverId),
    servers.listMembers(serverId, { limit: limits.memberPageSize }),
  ])
  if (!server) throw new AppError('not_found')
  const { members, hasMore } = presentPage(page)
  return { ...presentServer(server), channels: channels.map(presentChannel), members, hasMoreMembers: hasMore }
}

function asServer({ channels, members, hasMoreMembers, ...server }: ServerDetail): Server {
  return server
}

function presentPage({ members, hasMore }: Awaited<ReturnType<typeof servers.listMembers>>): MemberPage {
  return { members: members.map((member) => presentMember(member, statusOf(String(member.userId)))), hasMore }
}
