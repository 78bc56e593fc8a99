import { channelPath, conversationPath } from '../../app/paths.ts'

/** What an address of ours leads to inside a server or a conversation. */
export type ChatAddress = { messageId?: string } & (
  | { kind: 'channel'; serverId: string; channelId: string }
  | { kind: 'conversation'; channelId: string }
)

/** The path of a chat or of one message in it. */
export function chatPath(address: ChatAddress): string {
  const { channelId, messageId } = address
  return address.kind === 'channel'
    ? channelPath(address.serverId, channelId, messageId)
    : conversationPath(channelId, messageId)
}

const inServer = /^\/channels\/(\d{1,20})\/(\d{1,20})(?:\/(\d{1,20}))?\/?$/
const inConversation = /^\/conversations\/(\d{1,20})(?:\/(\d{1,20}))?\/?$/

/** Where an absolute address leads, if it is to a chat of this instance. */
export function parseChatAddress(href: string, origin: string): ChatAddress | undefined {
  const url = URL.parse(href)
  if (url?.origin !== origin) return undefined
  const [, serverId, channelId, message] = inServer.exec(url.pathname) ?? []
  if (serverId && channelId) return { kind: 'channel', serverId, channelId, ...(message && { messageId: message }) }
  const [, conversationId, messageId] = inConversation.exec(url.pathname) ?? []
  if (!conversationId) return undefined
  return { kind: 'conversation', channelId: conversationId, ...(messageId && { messageId }) }
}
