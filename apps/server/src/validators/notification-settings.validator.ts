import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const listNotificationSettings = requestShape(endpoints.listNotificationSettings)
export const updateServerNotificationSettings = requestShape(endpoints.updateServerNotificationSettings)
export const updateChannelNotificationSettings = requestShape(endpoints.updateChannelNotificationSettings)
export const updateConversationNotificationSettings = requestShape(endpoints.updateConversationNotificationSettings)
