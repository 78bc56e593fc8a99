import { z } from 'zod'
import * as conversation from '../conversation.ts'
import * as message from '../message.ts'
import { snowflake } from '../values.ts'
import type { Endpoint } from './endpoint.ts'

const conversationId = z.object({ conversationId: snowflake })

export const conversationEndpoints = {
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
} as const satisfies Record<string, Endpoint>
