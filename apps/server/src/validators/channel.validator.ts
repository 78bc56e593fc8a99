import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const createChannel = requestShape(endpoints.createChannel)
export const updateChannel = requestShape(endpoints.updateChannel)
export const orderChannels = requestShape(endpoints.orderChannels)
export const deleteChannel = requestShape(endpoints.deleteChannel)
