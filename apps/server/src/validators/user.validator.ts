import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const searchUsers = requestShape(endpoints.searchUsers)
export const getUser = requestShape(endpoints.getUser)
export const listMutualServers = requestShape(endpoints.listMutualServers)
