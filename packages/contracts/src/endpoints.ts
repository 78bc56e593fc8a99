import { z } from 'zod'
import * as auth from './auth.ts'
import * as channel from './channel.ts'
import * as conversation from './conversation.ts'
import type { ErrorCode } from './errors.ts'
import { limits } from './limits.ts'
import * as message from './message.ts'
import * as server from './server.ts'
import * as user from './user.ts'
import { snowflake, text } from './values.ts'

/**
 * One REST endpoint under `/api`. `access` says who may call it at all: anybody, or somebody signed in; what they may
 * do with it the controller decides. `responses` maps success statuses to bodies, `null` being an empty one.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Express-style, for example `/servers/:serverId`. */
  path: string
  tag: string
  summary: string
  access: 'public' | 'user'
  params?: z.ZodObject
  query?: z.ZodType
  body?: z.ZodType
  responses: Partial<Record<200 | 201 | 204, z.ZodType | null>>
  /** Codes beside those any endpoint may answer with. */
  errors?: readonly ErrorCode[]
}

const serverId = z.object({ serverId: snowflake })
const channelId = z.object({ channelId: snowflake })
const conversationId = z.object({ conversationId: snowflake })
const messageId = z.object({ messageId: snowflake })

/** Every REST endpoint, by the name the typed client calls it. */
export const endpoints = {
  getCsrfToken: {
    method: 'GET',
    path: '/auth/csrf',
    tag: 'auth',
    access: 'public',
    summary: 'Get a CSRF token for this session; send it as X-CSRF-Token. It changes when one signs in or out.',
    responses: { 200: auth.csrfResponse },
  },
  register: {
    method: 'POST',
    path: '/auth/register',
    tag: 'auth',
    access: 'public',
    summary: 'Create an account and sign in with a session cookie',
    body: auth.registerRequest,
    responses: { 201: user.selfUser },
    errors: ['email_taken', 'username_taken', 'csrf_failed'],
  },
  login: {
    method: 'POST',
    path: '/auth/login',
    tag: 'auth',
    access: 'public',
    summary: 'Sign in with a session cookie',
    body: auth.credentials,
    responses: { 200: user.selfUser },
    errors: ['invalid_credentials', 'csrf_failed'],
  },
  logout: {
    method: 'POST',
    path: '/auth/logout',
    tag: 'auth',
    access: 'user',
    summary: 'End this session and its live connections',
    responses: { 204: null },
  },
  getSelf: {
    method: 'GET',
    path: '/auth/me',
    tag: 'auth',
    access: 'user',
    summary: 'The signed-in user',
    responses: { 200: user.selfUser },
  },
  updateProfile: {
    method: 'PATCH',
    path: '/auth/profile',
    tag: 'auth',
    access: 'user',
    summary: 'Change username, display name or bio',
    body: auth.updateProfileRequest,
    responses: { 200: user.selfUser },
    errors: ['username_taken'],
  },
  changePassword: {
    method: 'POST',
    path: '/auth/password',
    tag: 'auth',
    access: 'user',
    summary: 'Change the password; every other session ends',
    body: auth.changePasswordRequest,
    responses: { 204: null },
    errors: ['invalid_credentials'],
  },
  createToken: {
    method: 'POST',
    path: '/auth/token',
    tag: 'auth',
    access: 'public',
    summary: 'Sign in without cookies: an access token and a refresh token',
    body: auth.credentials,
    responses: { 200: auth.tokenResponse },
    errors: ['invalid_credentials'],
  },
  refreshToken: {
    method: 'POST',
    path: '/auth/token/refresh',
    tag: 'auth',
    access: 'public',
    summary: 'Trade a refresh token for a new pair. Each works once; a replayed one ends the whole session.',
    body: auth.refreshRequest,
    responses: { 200: auth.tokenResponse },
    errors: ['invalid_token'],
  },
  revokeToken: {
    method: 'POST',
    path: '/auth/token/revoke',
    tag: 'auth',
    access: 'public',
    summary: 'End the session a refresh token belongs to (RFC 7009: unknown tokens are answered alike)',
    body: auth.refreshRequest,
    responses: { 204: null },
  },
  listSessions: {
    method: 'GET',
    path: '/auth/sessions',
    tag: 'auth',
    access: 'user',
    summary: 'Where one is signed in',
    responses: { 200: z.array(auth.session) },
  },
  endSession: {
    method: 'DELETE',
    path: '/auth/sessions/:sessionId',
    tag: 'auth',
    access: 'user',
    summary: 'Sign out one session, wherever it is',
    params: z.object({ sessionId: snowflake }),
    responses: { 204: null },
  },
  endOtherSessions: {
    method: 'DELETE',
    path: '/auth/sessions',
    tag: 'auth',
    access: 'user',
    summary: 'Sign out everywhere but here',
    responses: { 204: null },
  },

  createServer: {
    method: 'POST',
    path: '/servers',
    tag: 'servers',
    access: 'user',
    summary: 'Create a server; it starts with one text and one voice channel',
    body: server.createServerRequest,
    responses: { 201: server.serverDetail },
    errors: ['limit_reached'],
  },
  listServers: {
    method: 'GET',
    path: '/servers',
    tag: 'servers',
    access: 'user',
    summary: 'Servers one is a member of',
    responses: { 200: z.array(server.server) },
  },
  getServer: {
    method: 'GET',
    path: '/servers/:serverId',
    tag: 'servers',
    access: 'user',
    summary: 'A server with its channels and first members',
    params: serverId,
    responses: { 200: server.serverDetail },
  },
  updateServer: {
    method: 'PATCH',
    path: '/servers/:serverId',
    tag: 'servers',
    access: 'user',
    summary: 'Rename a server (owner)',
    params: serverId,
    body: server.updateServerRequest,
    responses: { 200: server.server },
  },
  deleteServer: {
    method: 'DELETE',
    path: '/servers/:serverId',
    tag: 'servers',
    access: 'user',
    summary: 'Delete a server with everything in it (owner)',
    params: serverId,
    responses: { 204: null },
  },
  listMembers: {
    method: 'GET',
    path: '/servers/:serverId/members',
    tag: 'servers',
    access: 'user',
    summary: 'Members, paged in the order of their user ids',
    params: serverId,
    query: server.memberQuery,
    responses: { 200: server.memberPage },
  },
  removeMember: {
    method: 'DELETE',
    path: '/servers/:serverId/members/:userId',
    tag: 'servers',
    access: 'user',
    summary: 'Remove somebody from a server (owner)',
    params: z.object({ serverId: snowflake, userId: snowflake }),
    responses: { 204: null },
    errors: ['owner_cannot_leave'],
  },
  joinServer: {
    method: 'POST',
    path: '/servers/join',
    tag: 'servers',
    access: 'user',
    summary: 'Join a server by an invite code',
    body: server.joinServerRequest,
    responses: { 201: server.serverDetail },
    errors: ['already_member', 'limit_reached'],
  },
  leaveServer: {
    method: 'POST',
    path: '/servers/:serverId/leave',
    tag: 'servers',
    access: 'user',
    summary: 'Leave a server',
    params: serverId,
    responses: { 204: null },
    errors: ['owner_cannot_leave'],
  },
  regenerateInvite: {
    method: 'POST',
    path: '/servers/:serverId/invite',
    tag: 'servers',
    access: 'user',
    summary: 'Replace the invite code; the old one stops working (owner)',
    params: serverId,
    responses: { 200: server.inviteResponse },
  },
  getInvite: {
    method: 'GET',
    path: '/invites/:inviteCode',
    tag: 'servers',
    access: 'public',
    summary: 'What an invite leads to',
    params: z.object({ inviteCode: server.inviteCode }),
    responses: { 200: server.invitePreview },
  },

  createChannel: {
    method: 'POST',
    path: '/servers/:serverId/channels',
    tag: 'channels',
    access: 'user',
    summary: 'Create a channel (owner)',
    params: serverId,
    body: channel.createChannelRequest,
    responses: { 201: channel.channel },
    errors: ['limit_reached'],
  },
  updateChannel: {
    method: 'PATCH',
    path: '/channels/:channelId',
    tag: 'channels',
    access: 'user',
    summary: 'Change name, topic or position (owner)',
    params: channelId,
    body: channel.updateChannelRequest,
    responses: { 200: channel.channel },
  },
  deleteChannel: {
    method: 'DELETE',
    path: '/channels/:channelId',
    tag: 'channels',
    access: 'user',
    summary: 'Delete a channel and its messages (owner)',
    params: channelId,
    responses: { 204: null },
  },

  sendMessage: {
    method: 'POST',
    path: '/channels/:channelId/messages',
    tag: 'messages',
    access: 'user',
    summary: 'Send a message. The same nonce again answers 200 with the first message and stores nothing.',
    params: channelId,
    body: message.sendMessageRequest,
    responses: { 201: message.message, 200: message.message },
    errors: ['overloaded'],
  },
  listMessages: {
    method: 'GET',
    path: '/channels/:channelId/messages',
    tag: 'messages',
    access: 'user',
    summary: 'Page through a channel',
    params: channelId,
    query: message.historyQuery,
    responses: { 200: message.messagePage },
  },
  editMessage: {
    method: 'PATCH',
    path: '/messages/:messageId',
    tag: 'messages',
    access: 'user',
    summary: 'Edit a message (author)',
    params: messageId,
    body: message.editMessageRequest,
    responses: { 200: message.message },
  },
  deleteMessage: {
    method: 'DELETE',
    path: '/messages/:messageId',
    tag: 'messages',
    access: 'user',
    summary: 'Delete a message (author)',
    params: messageId,
    responses: { 204: null },
  },
  markChannelRead: {
    method: 'PUT',
    path: '/channels/:channelId/read',
    tag: 'messages',
    access: 'user',
    summary: 'Move the read offset forward to a message, for every device',
    params: channelId,
    body: message.markReadRequest,
    responses: { 204: null },
  },
  listUnread: {
    method: 'GET',
    path: '/unread',
    tag: 'messages',
    access: 'user',
    summary: 'Read offsets and newest messages of every channel and conversation one may see',
    responses: { 200: z.array(message.unreadState) },
  },

  createConversation: {
    method: 'POST',
    path: '/conversations',
    tag: 'conversations',
    access: 'user',
    summary: 'Start a conversation. For two people there is only one: asked for again it answers 200.',
    body: conversation.createConversationRequest,
    responses: { 201: conversation.conversation, 200: conversation.conversation },
  },
  listConversations: {
    method: 'GET',
    path: '/conversations',
    tag: 'conversations',
    access: 'user',
    summary: 'One’s conversations, the one with the newest message first',
    responses: { 200: z.array(conversation.conversation) },
  },
  getConversation: {
    method: 'GET',
    path: '/conversations/:conversationId',
    tag: 'conversations',
    access: 'user',
    summary: 'One conversation',
    params: conversationId,
    responses: { 200: conversation.conversation },
  },
  updateConversation: {
    method: 'PATCH',
    path: '/conversations/:conversationId',
    tag: 'conversations',
    access: 'user',
    summary: 'Name a group (any participant)',
    params: conversationId,
    body: conversation.updateConversationRequest,
    responses: { 200: conversation.conversation },
  },
  addParticipants: {
    method: 'POST',
    path: '/conversations/:conversationId/participants',
    tag: 'conversations',
    access: 'user',
    summary: 'Bring people into a group (any participant)',
    params: conversationId,
    body: conversation.addParticipantsRequest,
    responses: { 200: conversation.conversation },
    errors: ['limit_reached'],
  },
  leaveConversation: {
    method: 'POST',
    path: '/conversations/:conversationId/leave',
    tag: 'conversations',
    access: 'user',
    summary: 'Leave a group',
    params: conversationId,
    responses: { 204: null },
  },
  sendConversationMessage: {
    method: 'POST',
    path: '/conversations/:conversationId/messages',
    tag: 'conversations',
    access: 'user',
    summary: 'Send a message, as in a channel',
    params: conversationId,
    body: message.sendMessageRequest,
    responses: { 201: message.message, 200: message.message },
    errors: ['overloaded'],
  },
  listConversationMessages: {
    method: 'GET',
    path: '/conversations/:conversationId/messages',
    tag: 'conversations',
    access: 'user',
    summary: 'Page through a conversation',
    params: conversationId,
    query: message.historyQuery,
    responses: { 200: message.messagePage },
  },
  markConversationRead: {
    method: 'PUT',
    path: '/conversations/:conversationId/read',
    tag: 'conversations',
    access: 'user',
    summary: 'Move the read offset forward to a message, for every device',
    params: conversationId,
    body: message.markReadRequest,
    responses: { 204: null },
  },

  searchUsers: {
    method: 'GET',
    path: '/users/search',
    tag: 'users',
    access: 'user',
    summary: 'Find people by the beginning of a username or display name',
    query: z.object({ q: text(1, limits.searchQuery) }),
    responses: { 200: z.array(user.user) },
  },
  getUser: {
    method: 'GET',
    path: '/users/:userId',
    tag: 'users',
    access: 'user',
    summary: 'A user’s public profile',
    params: z.object({ userId: snowflake }),
    responses: { 200: user.user },
  },
} as const satisfies Record<string, Endpoint>

export type Endpoints = typeof endpoints
export type EndpointName = keyof Endpoints

type Part<E, Key extends string, Side extends 'input' | 'output'> = E extends {
  [K in Key]: infer Schema extends z.ZodType
}
  ? { [K in Key]: Side extends 'input' ? z.input<Schema> : z.output<Schema> }
  : unknown

/** What a caller gives an endpoint: `params`, `query` and `body`, each where the endpoint has it. */
export type EndpointInput<E> = Part<E, 'params', 'input'> & Part<E, 'query', 'input'> & Part<E, 'body', 'input'>

/** The same after validation, defaults filled in. */
export type ValidatedInput<E> = Part<E, 'params', 'output'> & Part<E, 'query', 'output'> & Part<E, 'body', 'output'>

/** The body of a successful answer. */
export type EndpointOutput<E extends Endpoint> = {
  [Status in keyof E['responses']]: E['responses'][Status] extends z.ZodType
    ? z.output<E['responses'][Status]>
    : undefined
}[keyof E['responses']]
