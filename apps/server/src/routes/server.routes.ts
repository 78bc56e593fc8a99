import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as servers from '../controllers/server.controller.ts'
import * as shapes from '../validators/server.validator.ts'
import { created, defineRoute, noContent, ok } from './define-route.ts'

export const serverRoutes = Router()

defineRoute(
  serverRoutes,
  endpoints.createServer,
  { limit: 'createServer', shape: shapes.createServer },
  async ({ actor, body }) => created(await servers.createServer(actor, body)),
)

defineRoute(serverRoutes, endpoints.listServers, { limit: 'read', shape: shapes.listServers }, async ({ actor }) =>
  ok(await servers.listServers(actor)),
)

defineRoute(
  serverRoutes,
  endpoints.joinServer,
  { limit: 'contact', shape: shapes.joinServer },
  async ({ actor, body }) => ok(await servers.joinServer(actor, body)),
)

defineRoute(serverRoutes, endpoints.getServer, { limit: 'read', shape: shapes.getServer }, async ({ actor, params }) =>
  ok(await servers.getServer(actor, params.serverId)),
)

defineRoute(
  serverRoutes,
  endpoints.updateServer,
  { limit: 'write', shape: shapes.updateServer },
  async ({ actor, params, body }) => ok(await servers.updateServer(actor, params.serverId, body)),
)

defineRoute(
  serverRoutes,
  endpoints.setServerIcon,
  { limit: 'image', shape: shapes.setServerIcon },
  async ({ actor, params, query, upload }) =>
    ok(await servers.setServerIcon(actor, params.serverId, { bytes: upload, crop: query })),
)

defineRoute(
  serverRoutes,
  endpoints.removeServerIcon,
  { limit: 'image', shape: shapes.removeServerIcon },
  async ({ actor, params }) => ok(await servers.removeServerIcon(actor, params.serverId)),
)

defineRoute(
  serverRoutes,
  endpoints.deleteServer,
  { limit: 'write', shape: shapes.deleteServer },
  async ({ actor, params }) => {
    await servers.deleteServer(actor, params.serverId)
    return noContent()
  },
)

defineRoute(
  serverRoutes,
  endpoints.listMembers,
  { limit: 'read', shape: shapes.listMembers },
  async ({ actor, params, query }) => ok(await servers.listMembers(actor, params.serverId, query)),
)

defineRoute(
  serverRoutes,
  endpoints.removeMember,
  { limit: 'write', shape: shapes.removeMember },
  async ({ actor, params }) => {
    await servers.removeMember(actor, params.serverId, params.userId)
    return noContent()
  },
)

defineRoute(
  serverRoutes,
  endpoints.leaveServer,
  { limit: 'write', shape: shapes.leaveServer },
  async ({ actor, params }) => {
    await servers.leaveServer(actor, params.serverId)
    return noContent()
  },
)

defineRoute(
  serverRoutes,
  endpoints.regenerateInvite,
  { limit: 'write', shape: shapes.regenerateInvite },
  async ({ actor, params }) => created(await servers.regenerateInvite(actor, params.serverId)),
)

defineRoute(serverRoutes, endpoints.getInvite, { limit: 'read', shape: shapes.getInvite }, async ({ actor, params }) =>
  ok(await servers.getInvite(actor, params.inviteCode)),
)
