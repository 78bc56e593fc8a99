import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as channels from '../controllers/channel.controller.ts'
import * as shapes from '../validators/channel.validator.ts'
import { created, defineRoute, noContent, ok } from './define-route.ts'

export const channelRoutes = Router()

defineRoute(
  channelRoutes,
  endpoints.createChannel,
  { limit: 'write', shape: shapes.createChannel },
  async ({ actor, params, body }) => created(await channels.createChannel(actor, params.serverId, body)),
)

defineRoute(
  channelRoutes,
  endpoints.updateChannel,
  { limit: 'write', shape: shapes.updateChannel },
  async ({ actor, params, body }) => ok(await channels.updateChannel(actor, params.channelId, body)),
)

defineRoute(
  channelRoutes,
  endpoints.orderChannels,
  { limit: 'write', shape: shapes.orderChannels },
  async ({ actor, params, body }) => ok(await channels.orderChannels(actor, params.serverId, body.channelIds)),
)

defineRoute(
  channelRoutes,
  endpoints.deleteChannel,
  { limit: 'write', shape: shapes.deleteChannel },
  async ({ actor, params }) => {
    await channels.deleteChannel(actor, params.channelId)
    return noContent()
  },
)
