import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const listCalls = requestShape(endpoints.listCalls)
export const listIceServers = requestShape(endpoints.listIceServers)
