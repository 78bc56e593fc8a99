import { z } from 'zod'
import * as message from '../message.ts'
import { snowflake } from '../values.ts'
import type { Endpoint } from './endpoint.ts'

const channelId = z.object({ channelId: snowflake })
const messageId = z.object({ messageId: snowflake })

export const messageEndpoints = {
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
    errors: ['edited_meanwhile'],
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
  markChannelUnread: {
    method: 'PUT',
    path: '/channels/:channelId/unread',
    tag: 'messages',
    access: 'user',
    summary: 'Move the read offset to before a message, for every device',
    params: channelId,
    body: message.markUnreadRequest,
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
} as const satisfies Record<string, Endpoint>
