import type { Channel, ChannelOrder, createChannelRequest, updateChannelRequest } from '@parley/contracts/channel'
import { room } from '@parley/contracts/events'
import { limits } from '@parley/contracts/limits'
import type { z } from 'zod'
import { AppError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { presentChannel } from '../presenters/channel.presenter.ts'
import {
  publishChannelCreated,
  publishChannelDeleted,
  publishChannelsReordered,
  publishChannelUpdated,
} from '../realtime/publisher.ts'
import { closeRooms } from '../realtime/rooms.ts'
import * as channels from '../repositories/channel.repository.ts'
import { type Actor, requireOwner, requireServerChannel } from './access.ts'
import { endCalls } from './seat.controller.ts'

/** @throws AppError `limit_reached` */
export async function createChannel(
  actor: Actor,
  serverId: string,
  { name, type, topic }: z.infer<typeof createChannelRequest>,
): Promise<Channel> {
  await requireOwner(actor, serverId)
  const row = await channels.createChannel(
    { id: newId(), serverId, type, name, topic: topic || null },
    limits.channelsPerServer,
  )
  if (row === 'full') {
    throw new AppError('limit_reached', { detail: `A server can have at most ${limits.channelsPerServer} channels` })
  }
  const channel = presentChannel(row)
  publishChannelCreated(channel)
  return channel
}

/** Changes name and topic, and moves the channel among the others. */
export async function updateChannel(
  actor: Actor,
  channelId: string,
  { name, topic, position }: z.infer<typeof updateChannelRequest>,
): Promise<Channel> {
  const { serverId } = await requireServerChannel(actor, channelId)
  await requireOwner(actor, serverId)
  if (position !== undefined) tellOrder(serverId, await channels.moveChannel(serverId, channelId, position))
  const row = await channels.updateChannel(channelId, {
    ...(name !== undefined && { name }),
    ...(topic !== undefined && { topic: topic || null }),
  })
  const channel = presentChannel(row)
  publishChannelUpdated(channel)
  return channel
}

/** Puts a server's channels in order. Those that are not named come last, ids of others are passed over. */
export async function orderChannels(actor: Actor, serverId: string, channelIds: string[]): Promise<ChannelOrder> {
  await requireOwner(actor, serverId)
  return tellOrder(serverId, await channels.orderChannels(serverId, channelIds))
}

/** Deletes a channel with what was said in it, and ends its call. @throws AppError `not_found`, `forbidden` */
export async function deleteChannel(actor: Actor, channelId: string): Promise<void> {
  const { serverId } = await requireServerChannel(actor, channelId)
  await requireOwner(actor, serverId)
  if (!(await channels.deleteChannel(channelId))) throw new AppError('not_found')
  publishChannelDeleted(channelId, serverId)
  closeRooms([room.channel(channelId)])
  await endCalls([channelId])
}

/** Tells the members in which order the channels of their server are now. */
function tellOrder(serverId: string, channelIds: string[]): ChannelOrder {
  const order = { serverId, channelIds }
  publishChannelsReordered(order)
  return order
}
