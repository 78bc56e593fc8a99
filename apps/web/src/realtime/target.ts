import type { Api } from '@parley/client/api'
import type { Message, MessagePage } from '@parley/contracts/message'
import type { Connection } from './connection.ts'

/** A channel or a conversation one can look at: the same thing behind different doors. */
export interface Target {
  kind: 'channel' | 'conversation'
  channelId: string
}

/** The payload by which socket events name a target. */
export function targetPayload({ kind, channelId }: Target): { channelId: string } | { conversationId: string } {
  return kind === 'channel' ? { channelId } : { conversationId: channelId }
}

/** Where a page lies: at the end, or beside a message. */
export interface HistoryQuery {
  before?: string
  after?: string
  around?: string
  limit?: string
}

/** One page of a target's messages. */
export function fetchPage(api: Api, { kind, channelId }: Target, query: HistoryQuery): Promise<MessagePage> {
  return kind === 'channel'
    ? api.listMessages({ params: { channelId }, query })
    : api.listConversationMessages({ params: { conversationId: channelId }, query })
}

/** Moves the read offset of a target. */
export function putRead(api: Api, { kind, channelId }: Target, messageId: string): Promise<undefined> {
  return kind === 'channel'
    ? api.markChannelRead({ params: { channelId }, body: { messageId } })
    : api.markConversationRead({ params: { conversationId: channelId }, body: { messageId } })
}

/** Moves the read offset of a target to before a message. */
export function putUnread(api: Api, { kind, channelId }: Target, messageId: string): Promise<undefined> {
  return kind === 'channel'
    ? api.markChannelUnread({ params: { channelId }, body: { messageId } })
    : api.markConversationUnread({ params: { conversationId: channelId }, body: { messageId } })
}

interface OutgoingMessage extends Target {
  content: string
  nonce: string
}

/** Sends a message over the live connection, or without one over REST. */
export function sendMessage(
  api: Api,
  connection: Pick<Connection, 'isConnected' | 'request'>,
  { kind, channelId, content, nonce }: OutgoingMessage,
): Promise<Message> {
  const body = { content, nonce }
  if (connection.isConnected()) {
    return connection.request('send-message', { ...targetPayload({ kind, channelId }), ...body })
  }
  return kind === 'channel'
    ? api.sendMessage({ params: { channelId }, body })
    : api.sendConversationMessage({ params: { conversationId: channelId }, body })
}
