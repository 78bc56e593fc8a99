import type { Session } from '@parley/contracts/auth'
import type { Call } from '@parley/contracts/call'
import type { Conversation } from '@parley/contracts/conversation'
import type { UnreadState } from '@parley/contracts/message'
import type { NotificationSettingsList } from '@parley/contracts/notification'
import type { InvitePreview, Server, ServerDetail } from '@parley/contracts/server'
import type { MutualServer, SelfUser, User } from '@parley/contracts/user'
import type { DataTag } from '@tanstack/react-query'
import type { PeerQualities } from '../features/call/peer-quality.ts'
import type { MessageWindow } from './message-window.ts'
import type { MemberPages } from './server-cache.ts'

/** A query key that knows the type of what is cached under it. */
export type Key<Data> = DataTag<readonly string[], Data>

const key = <Data>(...parts: string[]) => parts as readonly string[] as Key<Data>

/** Every key of the query cache, with the type of its data. */
export const keys = {
  self: key<SelfUser>('self'),
  servers: key<Server[]>('servers'),
  /** Its `members` are only the first page. */
  server: (serverId: string) => key<ServerDetail>('server', serverId),
  members: (serverId: string) => key<MemberPages>('members', serverId),
  conversations: key<Conversation[]>('conversations'),
  calls: key<Call[]>('calls'),
  callQualities: key<PeerQualities>('call-qualities'),
  messages: (channelId: string) => key<MessageWindow>('messages', channelId),
  unread: key<UnreadState[]>('unread'),
  notificationSettings: key<NotificationSettingsList>('notification-settings'),
  sessions: key<Session[]>('sessions'),
  invite: (inviteCode: string) => key<InvitePreview>('invite', inviteCode),
  user: (userId: string) => key<User>('user', userId),
  mutualServers: (userId: string) => key<MutualServer[]>('mutual-servers', userId),
}
