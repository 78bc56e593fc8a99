import { endpoints } from '@parley/contracts/endpoints'
import { Router } from 'express'
import * as calls from '../controllers/call.controller.ts'
import * as shapes from '../validators/call.validator.ts'
import { defineRoute, ok } from './define-route.ts'

export const callRoutes = Router()

defineRoute(callRoutes, endpoints.listCalls, { limit: 'read', shape: shapes.listCalls }, async ({ actor }) =>
  ok(await calls.listCalls(actor)),
)
defineRoute(callRoutes, endpoints.listIceServers, { limit: 'read', shape: shapes.listIceServers }, async ({ actor }) =>
  ok(calls.listIceServers(actor)),
)
