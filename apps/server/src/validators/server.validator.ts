import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const createServer = requestShape(endpoints.createServer)
export const listServers = requestShape(endpoints.listServers)
export const getServer = requestShape(endpoints.getServer)
export const updateServer = requestShape(endpoints.updateServer)
export const setServerIcon = requestShape(endpoints.setServerIcon)
export const removeServerIcon = requestShape(endpoints.removeServerIcon)
export const deleteServer = requestShape(endpoints.deleteServer)
export const listMembers = requestShape(endpoints.listMembers)
export const removeMember = requestShape(endpoints.removeMember)
export const joinServer = requestShape(endpoints.joinServer)
export const leaveServer = requestShape(endpoints.leaveServer)
export const regenerateInvite = requestShape(endpoints.regenerateInvite)
export const getInvite = requestShape(endpoints.getInvite)
