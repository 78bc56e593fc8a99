import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const sendMessage = requestShape(endpoints.sendMessage)
export const listMessages = requestShape(endpoints.listMessages)
export const editMessage = requestShape(endpoints.editMessage)
export const deleteMessage = requestShape(endpoints.deleteMessage)
export const markChannelRead = requestShape(endpoints.markChannelRead)
export const markChannelUnread = requestShape(endpoints.markChannelUnread)
export const listUnread = requestShape(endpoints.listUnread)
