import { limits } from '@parley/contracts/limits'
import { type Bus, LocalBus } from '../lib/bus.ts'
import { Coalescer } from '../lib/coalescer.ts'
import { publishTyping } from './publisher.ts'
import { type ChannelAudience, openRoom } from './rooms.ts'

/** Who is typing where: channel id → user id → the timer that ends it. */
const typists = new Map<string, Map<string, NodeJS.Timeout>>()

const announcements = new Coalescer<{ openRoomName: string }>({
  window: limits.coalesceWindow,
  emit: (channelId, { openRoomName }) => publishTyping(openRoomName, channelId, typistsIn(channelId)),
})

/** User ids of everyone typing in a channel. */
export function typistsIn(channelId: string): string[] {
  return [...(typists.get(channelId)?.keys() ?? [])]
}

type TypingChannel = Pick<ChannelAudience, 'id' | 'serverId'>

/** What instances tell each other: each knows of all who type, and forgets by itself those of one that has died. */
interface TypingNews {
  channel: TypingChannel
  userId: string
  isTyping: boolean
}

let bus: Bus = new LocalBus()

/** Called once at start. */
export function bindTyping(sharedBus: Bus): void {
  bus = sharedBus
  bus.listen<TypingNews>('typing', ({ channel, userId, isTyping }) => (isTyping ? add : remove)(channel, userId))
}

/** Counts somebody as typing until {@link stopTyping}, or until the time is up. */
export function startTyping({ id, serverId }: TypingChannel, userId: string): void {
  const channel = { id, serverId }
  add(channel, userId)
  bus.publish('typing', { channel, userId, isTyping: true } satisfies TypingNews)
}

/** Counts somebody as typing no more. */
export function stopTyping({ id, serverId }: TypingChannel, userId: string): void {
  const channel = { id, serverId }
  if (remove(channel, userId)) bus.publish('typing', { channel, userId, isTyping: false } satisfies TypingNews)
}

function add(channel: TypingChannel, userId: string): void {
  const timer = setTimeout(() => remove(channel, userId), limits.typingTimeout)
  const users = typists.get(channel.id) ?? new Map<string, NodeJS.Timeout>()
  typists.set(channel.id, users)
  const isNew = !users.has(userId)
  clearTimeout(users.get(userId))
  users.set(userId, timer)
  if (isNew) announcements.push(channel.id, { openRoomName: openRoom(channel) })
}

/** @returns whether the user was typing */
function remove(channel: TypingChannel, userId: string): boolean {
  const users = typists.get(channel.id)
  const timer = users?.get(userId)
  if (!users || !timer) return false
  clearTimeout(timer)
  users.delete(userId)
  if (users.size === 0) typists.delete(channel.id)
  announcements.push(channel.id, { openRoomName: openRoom(channel) })
  return true
}

/** Forgets who is typing, and tells nobody; called at the end. */
export function stopAllTyping(): void {
  announcements.stop()
  for (const users of typists.values()) for (const timer of users.values()) clearTimeout(timer)
  typists.clear()
}
