import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const sendMessage = requestShape(endpoints.sendMessage)
export const listMessages = requestShape(endpoints.listMessages)
export const editMessage = requestShape(endpoints.editMessage)
export const deleteMessage = requestShape(endpoints.deleteMessage)
export const markChannelRead = requestShape(endpoints.markChannelRead)
export const markChannelUnread = requestShape(endpoints.markChannelUnread)
export const sendConversationMessage = requestShape(endpoints.sendConversationMessage)
export const listConversationMessages = requestShape(endpoints.listConversationMessages)
export const markConversationRead = requestShape(endpoints.markConversationRead)
export const markConversationUnread = requestShape(endpoints.markConversationUnread)
export const listUnread = requestShape(endpoints.listUnread)
