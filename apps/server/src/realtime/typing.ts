import { limits } from '@parley/contracts/limits'
import { Coalescer } from '../lib/coalescer.ts'
import { publishTyping } from './publisher.ts'
import { type ChannelAudience, openRoom } from './rooms.ts'

/** Who is typing where: channel id → user id → the timer that ends it. */
const typists = new Map<string, Map<string, NodeJS.Timeout>>()

const announcements = new Coalescer<{ openRoomName: string }>(limits.coalesceWindow, (channelId, { openRoomName }) => {
  publishTyping(openRoomName, channelId, typistsIn(channelId))
})

/** User ids of everyone typing in a channel. */
export function typistsIn(channelId: string): string[] {
  return [...(typists.get(channelId)?.keys() ?? [])]
}

type TypingChannel = Pick<ChannelAudience, 'id' | 'serverId'>

/** Counts somebody as typing until {@link stopTyping}, or until the time is up. */
export function startTyping(channel: TypingChannel, userId: string): void {
  const timer = setTimeout(() => stopTyping(channel, userId), limits.typingTimeout)
  const users = typists.get(channel.id) ?? new Map<string, NodeJS.Timeout>()
  typists.set(channel.id, users)
  const isNew = !users.has(userId)
  clearTimeout(users.get(userId))
  users.set(userId, timer)
  if (isNew) announcements.push(channel.id, { openRoomName: openRoom(channel) })
}

export function stopTyping(channel: TypingChannel, userId: string): void {
  const users = typists.get(channel.id)
  const timer = users?.get(userId)
  if (!users || !timer) return
  clearTimeout(timer)
  users.delete(userId)
  if (users.size === 0) typists.delete(channel.id)
  announcements.push(channel.id, { openRoomName: openRoom(channel) })
}

export function stopAllTyping(): void {
  announcements.stop()
  for (const users of typists.values()) for (const timer of users.values()) clearTimeout(timer)
  typists.clear()
}
