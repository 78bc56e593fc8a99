import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as users from '../controllers/user.controller.ts'
import * as shapes from '../validators/user.validator.ts'
import { defineRoute, ok } from './define-route.ts'

export const userRoutes = Router()

defineRoute(userRoutes, endpoints.searchUsers, { limit: 'read', shape: shapes.searchUsers }, async ({ actor, query }) =>
  ok(await users.searchUsers(actor, query.q)),
)

defineRoute(userRoutes, endpoints.getUser, { limit: 'read', shape: shapes.getUser }, async ({ actor, params }) =>
  ok(await users.getUser(actor, params.userId)),
)

defineRoute(
  userRoutes,
  endpoints.listMutualServers,
  { limit: 'read', shape: shapes.listMutualServers },
  async ({ actor, params }) => ok(await users.listMutualServers(actor, params.userId)),
)
