import { endpoints } from '@parley/contracts/endpoints'
import { requestShape } from './request-shape.ts'

export const register = requestShape(endpoints.register)
export const login = requestShape(endpoints.login)
export const updateProfile = requestShape(endpoints.updateProfile)
export const setAvatar = requestShape(endpoints.setAvatar)
export const removeAvatar = requestShape(endpoints.removeAvatar)
export const changePassword = requestShape(endpoints.changePassword)
export const createToken = requestShape(endpoints.createToken)
export const refreshToken = requestShape(endpoints.refreshToken)
export const revokeToken = requestShape(endpoints.revokeToken)
export const endSession = requestShape(endpoints.endSession)
export const getCsrfToken = requestShape(endpoints.getCsrfToken)
export const logout = requestShape(endpoints.logout)
export const getSelf = requestShape(endpoints.getSelf)
export const listSessions = requestShape(endpoints.listSessions)
export const endOtherSessions = requestShape(endpoints.endOtherSessions)
