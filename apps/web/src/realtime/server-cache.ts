import type { Channel } from '@parley/contracts/channel'
import type { Member, MemberPage, Server, ServerDetail } from '@parley/contracts/server'
import type { User } from '@parley/contracts/user'
import type { InfiniteData } from '@tanstack/react-query'
import { compareIds } from './compare-ids.ts'

/** Which page of a server's members: of all of them, or of those online. */
export interface MemberPageParam {
  status?: 'online'
  /** Id of the last user of the page before. */
  after?: string | undefined
}

export type MemberPages = InfiniteData<MemberPage, MemberPageParam>

/** Adds or replaces a server in the list of one's servers. */
export function upsertServer(list: Server[], server: Server): Server[] {
  return list.some(({ id }) => id === server.id)
    ? list.map((known) => (known.id === server.id ? { ...known, ...server } : known))
    : [...list, server]
}

/** Replaces a server in the list; one that is not there stays out. */
export function updateServer(list: Server[], server: Server): Server[] {
  return list.some(({ id }) => id === server.id) ? upsertServer(list, server) : list
}

/** Removes a server that was deleted or left. */
export function removeServer(list: Server[], id: string): Server[] {
  return list.some((server) => server.id === id) ? list.filter((server) => server.id !== id) : list
}

const inOrder = (channels: Channel[]) => channels.toSorted((a, b) => a.position - b.position || compareIds(a.id, b.id))

/**
 * Adds or replaces a channel, in the order of their positions. What is newest in a channel is kept in the list of what
 * is unread alone, so that a message does not redraw the list of channels.
 */
export function upsertChannel(detail: ServerDetail, channel: Channel): ServerDetail {
  return { ...detail, channels: inOrder([...detail.channels.filter(({ id }) => id !== channel.id), channel]) }
}

/** Puts the channels in the order of these ids; one that is not among them comes last. */
export function orderChannels(detail: ServerDetail, channelIds: readonly string[]): ServerDetail {
  const places = new Map(channelIds.map((id, index) => [id, index]))
  const placed = detail.channels.map((channel) => {
    const position = places.get(channel.id) ?? channelIds.length
    return position === channel.position ? channel : { ...channel, position }
  })
  return { ...detail, channels: inOrder(placed) }
}

/** Removes a channel. */
export function removeChannel(detail: ServerDetail, id: string): ServerDetail {
  if (!detail.channels.some((channel) => channel.id === id)) return detail
  return { ...detail, channels: detail.channels.filter((channel) => channel.id !== id) }
}

/** Whether somebody belongs to the part of a member list that is loaded, there or not. */
const isWithin = (members: Member[], hasMore: boolean, userId: string) =>
  !hasMore || compareIds(userId, members.at(-1)?.userId ?? '0') <= 0

/**
 * Adds or replaces a member where the loaded part of the list has a place for them. How many there are the app tells
 * with the server itself.
 */
export function upsertMember(detail: ServerDetail, member: Member): ServerDetail {
  const known = detail.members.some(({ userId }) => userId === member.userId)
  if (!known && !isWithin(detail.members, detail.hasMoreMembers, member.userId)) return detail
  return { ...detail, members: withMember(detail.members, member) }
}

/** Removes a member. */
export function removeMember(detail: ServerDetail, userId: string): ServerDetail {
  if (!detail.members.some((member) => member.userId === userId)) return detail
  return { ...detail, members: detail.members.filter((member) => member.userId !== userId) }
}

/** {@link upsertMember} for the paged list. */
export function upsertPagedMember(data: MemberPages, member: Member): MemberPages {
  const index = data.pages.findIndex(({ members, hasMore }) => isWithin(members, hasMore, member.userId))
  const page = data.pages[index]
  if (!page) return data
  return { ...data, pages: data.pages.with(index, { ...page, members: withMember(page.members, member) }) }
}

/** {@link removeMember} for the paged list. */
export function removePagedMember(data: MemberPages, userId: string): MemberPages {
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, members: page.members.filter((member) => member.userId !== userId) })),
  }
}

/** Shows somebody's new name and picture among the members. */
export function updateMemberUser(detail: ServerDetail, user: User): ServerDetail {
  const members = withUser(detail.members, user)
  return members === detail.members ? detail : { ...detail, members }
}

/** {@link updateMemberUser} for the paged list. */
export function updatePagedMemberUser(data: MemberPages, user: User): MemberPages {
  return { ...data, pages: data.pages.map((page) => ({ ...page, members: withUser(page.members, user) })) }
}

function withUser(members: Member[], user: User): Member[] {
  const index = members.findIndex(({ userId }) => userId === user.id)
  const member = members[index]
  return member ? members.with(index, { ...member, user }) : members
}

function withMember(members: Member[], member: Member): Member[] {
  return [...members.filter(({ userId }) => userId !== member.userId), member].sort((a, b) =>
    compareIds(a.userId, b.userId),
  )
}
