import type { Channel } from '@parley/contracts/channel'
import { channelType } from '@parley/contracts/channel-type'
import type { ServerDetail } from '@parley/contracts/server'
import type { QueryClient } from '@tanstack/react-query'
import { compareIds } from '../../realtime/compare-ids.ts'
import { keys } from '../../realtime/query-keys.ts'
import { removeChannel, upsertChannel } from '../../realtime/server-cache.ts'

/** What a channel of a server is for: writing or talking. */
export type ChannelKind = 'text' | 'voice'

/** Whatever is not for talking counts as text. */
export function kindOf(channel: Channel): ChannelKind {
  return channel.type === channelType.voice ? 'voice' : 'text'
}

const inOrder = (channels: readonly Channel[]) =>
  channels.toSorted((a, b) => a.position - b.position || compareIds(a.id, b.id))

/** A server's text channels, in the order they are shown in. */
export function textChannels(channels: readonly Channel[]): Channel[] {
  return inOrder(channels).filter(({ type }) => type === channelType.text)
}

/** The same for voice. */
export function voiceChannels(channels: readonly Channel[]): Channel[] {
  return inOrder(channels).filter(({ type }) => type === channelType.voice)
}

function updateDetail(queryClient: QueryClient, serverId: string, update: (detail: ServerDetail) => ServerDetail) {
  queryClient.setQueryData(keys.server(serverId), (detail) => detail && update(detail))
}

/** Takes a channel one has just created or changed into its server's list. */
export function cacheChannel(queryClient: QueryClient, channel: Channel): void {
  updateDetail(queryClient, channel.serverId, (detail) => upsertChannel(detail, channel))
}

/** Takes a channel one has just deleted out of its server's list. */
export function uncacheChannel(queryClient: QueryClient, { id, serverId }: Channel): void {
  updateDetail(queryClient, serverId, (detail) => removeChannel(detail, id))
}
