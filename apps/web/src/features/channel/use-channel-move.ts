import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { useQueryClient } from '@tanstack/react-query'
import { keys } from '../../realtime/query-keys.ts'
import { kindOf, textChannels, voiceChannels } from './channel-queries.ts'
import { moveChannel, type Place } from './move-channel.ts'
import { useChannelOrder } from './use-channel-order.ts'

/** Moves a server's channels among those of their kind. Answers with where one is now, for those who do not see it. */
export function useChannelMove(serverId: string): (id: string, place: Place) => string {
  const queryClient = useQueryClient()
  const order = useChannelOrder(serverId)
  return (id, place) => {
    const { channels = [] } = queryClient.getQueryData(keys.server(serverId)) ?? {}
    const channel = channels.find((candidate) => candidate.id === id)
    if (!channel) return ''
    const channelIds = moveChannel(channels, id, place)
    order(channelIds)
    const kin = new Set(channelsLike(channel, channels).map((other) => other.id))
    const position = channelIds.filter((other) => kin.has(other)).indexOf(id) + 1
    const { name } = channel
    const { size: count } = kin
    return t`${name} is now number ${position} of ${count}`
  }
}

/** The channels of the same kind, in the order they are shown in. */
export function channelsLike(channel: Channel, channels: readonly Channel[]): Channel[] {
  return kindOf(channel) === 'voice' ? voiceChannels(channels) : textChannels(channels)
}
