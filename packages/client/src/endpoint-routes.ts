import type { EndpointName, Endpoints } from '@parley/contracts/endpoints'

type Routes = { [Name in EndpointName]: `${Endpoints[Name]['method']} ${Endpoints[Name]['path']}` }

/**
 * Where each endpoint of the contract is. The contract's own table comes with its schemas, too many to send to every
 * browser; this one is held to it by its type.
 */
export const endpointRoutes: Routes = {
  getCsrfToken: 'GET /auth/csrf',
  register: 'POST /auth/register',
  login: 'POST /auth/login',
  logout: 'POST /auth/logout',
  getSelf: 'GET /auth/me',
  updateProfile: 'PATCH /auth/profile',
  changePassword: 'POST /auth/password',
  createToken: 'POST /auth/token',
  refreshToken: 'POST /auth/token/refresh',
  revokeToken: 'POST /auth/token/revoke',
  listSessions: 'GET /auth/sessions',
  endSession: 'DELETE /auth/sessions/:sessionId',
  endOtherSessions: 'DELETE /auth/sessions',
  createServer: 'POST /servers',
  listServers: 'GET /servers',
  getServer: 'GET /servers/:serverId',
  updateServer: 'PATCH /servers/:serverId',
  deleteServer: 'DELETE /servers/:serverId',
  listMembers: 'GET /servers/:serverId/members',
  removeMember: 'DELETE /servers/:serverId/members/:userId',
  joinServer: 'POST /servers/join',
  leaveServer: 'POST /servers/:serverId/leave',
  regenerateInvite: 'POST /servers/:serverId/invite',
  getInvite: 'GET /invites/:inviteCode',
  createChannel: 'POST /servers/:serverId/channels',
  updateChannel: 'PATCH /channels/:channelId',
  deleteChannel: 'DELETE /channels/:channelId',
  sendMessage: 'POST /channels/:channelId/messages',
  listMessages: 'GET /channels/:channelId/messages',
  editMessage: 'PATCH /messages/:messageId',
  deleteMessage: 'DELETE /messages/:messageId',
  markChannelRead: 'PUT /channels/:channelId/read',
  listUnread: 'GET /unread',
  createConversation: 'POST /conversations',
  listConversations: 'GET /conversations',
  getConversation: 'GET /conversations/:conversationId',
  updateConversation: 'PATCH /conversations/:conversationId',
  addParticipants: 'POST /conversations/:conversationId/participants',
  leaveConversation: 'POST /conversations/:conversationId/leave',
  sendConversationMessage: 'POST /conversations/:conversationId/messages',
  listConversationMessages: 'GET /conversations/:conversationId/messages',
  markConversationRead: 'PUT /conversations/:conversationId/read',
  searchUsers: 'GET /users/search',
  getUser: 'GET /users/:userId',
}
