import type {
  ChannelNotificationSettings,
  NotificationSettings,
  NotificationSettingsList,
  ServerNotificationSettings,
} from '@parley/contracts/notification'
import {
  presentChannelNotificationSettings,
  presentServerNotificationSettings,
} from '../presenters/notification-settings.presenter.ts'
import { publishNotificationSettingsUpdated } from '../realtime/publisher.ts'
import * as repository from '../repositories/notification-settings.repository.ts'
import { type Actor, requireMember, requireTarget, type Target } from './access.ts'

/** What the actor has chosen about whatever the actor still belongs to. */
export async function listNotificationSettings(actor: Actor): Promise<NotificationSettingsList> {
  const { servers, channels } = await repository.listNotificationSettings(actor.userId)
  return {
    servers: servers.map(presentServerNotificationSettings),
    channels: channels.map(presentChannelNotificationSettings),
  }
}

/** Replaces what the actor has chosen about a server. @throws AppError `not_found` */
export async function updateServerNotificationSettings(
  actor: Actor,
  serverId: string,
  settings: NotificationSettings,
): Promise<ServerNotificationSettings> {
  await requireMember(actor, serverId)
  const row = await repository.saveServerNotificationSettings(actor.userId, serverId, toRow(settings))
  const saved = presentServerNotificationSettings(row)
  publishNotificationSettingsUpdated(actor.userId, saved)
  return saved
}

/** Replaces what the actor has chosen about a channel or a conversation. @throws AppError `not_found` */
export async function updateChannelNotificationSettings(
  actor: Actor,
  target: Target,
  settings: NotificationSettings,
): Promise<ChannelNotificationSettings> {
  const { id } = await requireTarget(actor, target)
  const row = await repository.saveChannelNotificationSettings(actor.userId, id, toRow(settings))
  const saved = presentChannelNotificationSettings(row)
  publishNotificationSettingsUpdated(actor.userId, saved)
  return saved
}

function toRow({ level, muted, mutedUntil }: NotificationSettings): repository.NotificationSettingsRow {
  return { level, muted, mutedUntil: muted && mutedUntil !== null ? new Date(mutedUntil) : null }
}
