import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const createConversation = requestShape(endpoints.createConversation)
export const listConversations = requestShape(endpoints.listConversations)
export const getConversation = requestShape(endpoints.getConversation)
export const updateConversation = requestShape(endpoints.updateConversation)
export const addParticipants = requestShape(endpoints.addParticipants)
export const leaveConversation = requestShape(endpoints.leaveConversation)
