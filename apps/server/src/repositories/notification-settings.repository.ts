import type { NotificationLevel } from '@parley/contracts/notification'
import { prisma } from '../config/database.ts'

export interface NotificationSettingsRow {
  level: NotificationLevel | null
  muted: boolean
  mutedUntil: Date | null
}
export type ServerNotificationSettingsRow = NotificationSettingsRow & { serverId: bigint }
export type ChannelNotificationSettingsRow = NotificationSettingsRow & { channelId: bigint }

/** What a user has chosen about the servers, channels and conversations the user belongs to. */
export async function listNotificationSettings(
  userId: string,
): Promise<{ servers: ServerNotificationSettingsRow[]; channels: ChannelNotificationSettingsRow[] }> {
  const id = BigInt(userId)
  const isMine = { members: { some: { userId: id } } }
  const [servers, channels] = await Promise.all([
    prisma.serverNotificationSettings.findMany({ where: { userId: id, server: isMine } }),
    prisma.channelNotificationSettings.findMany({
      where: { userId: id, channel: { OR: [{ server: isMine }, { participants: { some: { userId: id } } }] } },
    }),
  ])
  return { servers, channels }
}

/** Replaces what a user has chosen about a server. */
export function saveServerNotificationSettings(
  userId: string,
  serverId: string,
  settings: NotificationSettingsRow,
): Promise<ServerNotificationSettingsRow> {
  const key = { userId: BigInt(userId), serverId: BigInt(serverId) }
  return prisma.serverNotificationSettings.upsert({
    where: { userId_serverId: key },
    create: { ...key, ...settings },
    update: settings,
  })
}

/** The same for a channel or a conversation. */
export function saveChannelNotificationSettings(
  userId: string,
  channelId: string,
  settings: NotificationSettingsRow,
): Promise<ChannelNotificationSettingsRow> {
  const key = { userId: BigInt(userId), channelId: BigInt(channelId) }
  return prisma.channelNotificationSettings.upsert({
    where: { userId_channelId: key },
    create: { ...key, ...settings },
    update: settings,
  })
}
