import { z } from 'zod'
import * as channel from '../channel.ts'
import { snowflake } from '../values.ts'
import type { Endpoint } from './endpoint.ts'

const serverId = z.object({ serverId: snowflake })
const channelId = z.object({ channelId: snowflake })

export const channelEndpoints = {
  createChannel: {
    method: 'POST',
    path: '/servers/:serverId/channels',
    tag: 'channels',
    access: 'user',
    summary: 'Create a channel (owner)',
    params: serverId,
    body: channel.createChannelRequest,
    responses: { 201: channel.channel },
    errors: ['limit_reached'],
  },
  updateChannel: {
    method: 'PATCH',
    path: '/channels/:channelId',
    tag: 'channels',
    access: 'user',
    summary: 'Change name, topic or position (owner)',
    params: channelId,
    body: channel.updateChannelRequest,
    responses: { 200: channel.channel },
  },
  orderChannels: {
    method: 'PUT',
    path: '/servers/:serverId/channel-order',
    tag: 'channels',
    access: 'user',
    summary: 'Put the channels of a server in order (owner)',
    params: serverId,
    body: channel.channelOrderRequest,
    responses: { 200: channel.channelOrder },
  },
  deleteChannel: {
    method: 'DELETE',
    path: '/channels/:channelId',
    tag: 'channels',
    access: 'user',
    summary: 'Delete a channel and its messages (owner)',
    params: channelId,
    responses: { 204: null },
  },
} as const satisfies Record<string, Endpoint>
