import type { Realtime } from '@parley/client/realtime'
import type { Conversation } from '@parley/contracts/conversation'
import type { UnreadState } from '@parley/contracts/message'
import type { Member, ServerDetail } from '@parley/contracts/server'
import type { Presence } from '@parley/contracts/user'
import { type QueryClient, type QueryFunctionContext, type QueryKey, QueryObserver } from '@tanstack/react-query'
import type { Person } from '../../server/test/support/people.ts'
import { clearTypists, typistsOf } from '../src/features/message/typing-store.ts'
import { presenceOf } from '../src/features/presence/presence-store.ts'
import { seedPresence } from '../src/features/presence/seed-presence.ts'
import { eventNames } from '../src/realtime/apply-event.ts'
import { mergeConversations } from '../src/realtime/conversation-list.ts'
import { createEventSink } from '../src/realtime/event-sink.ts'
import { type MessageWindow, windowFromPage } from '../src/realtime/message-window.ts'
import { createQueryClient } from '../src/realtime/query-client.ts'
import { keys } from '../src/realtime/query-keys.ts'
import type { MemberPages } from '../src/realtime/server-cache.ts'
import { mergeUnread } from '../src/realtime/unread-list.ts'

/** What somebody's client has looked at. */
export interface Seen {
  serverId: string
  channelId: string
  conversationId: string
  userId: string
}

type Query = readonly [QueryKey, (context: QueryFunctionContext) => Promise<unknown>]

/** Everything the app would answer somebody now, under the keys by which the client caches it. */
function queriesOf({ api }: Person, { serverId, channelId, conversationId, userId }: Seen): Query[] {
  return [
    [keys.self, () => api.getSelf()],
    [keys.sessions, () => api.listSessions()],
    [keys.notificationSettings, () => api.listNotificationSettings()],
    [keys.servers, () => api.listServers()],
    [
      keys.conversations,
      async ({ client }) => mergeConversations(client.getQueryData(keys.conversations), await api.listConversations()),
    ],
    [keys.calls, () => api.listCalls()],
    [keys.unread, async ({ client }) => mergeUnread(client.getQueryData(keys.unread), await api.listUnread())],
    [keys.user(userId), () => api.getUser({ params: { userId } })],
    [keys.server(serverId), () => api.getServer({ params: { serverId } })],
    [
      keys.members(serverId),
      async () => ({ pages: [await api.listMembers({ params: { serverId }, query: {} })], pageParams: [{}] }),
    ],
    [
      keys.messages(channelId),
      async () => windowFromPage(await api.listMessages({ params: { channelId }, query: {} }), { newest: true }),
    ],
    [
      keys.messages(conversationId),
      async () =>
        windowFromPage(await api.listConversationMessages({ params: { conversationId }, query: {} }), { newest: true }),
    ],
  ]
}

/** The client as it is in a browser, without one: its caches are warm, and events change them. */
export interface WarmClient {
  live: Realtime
  /** What its caches know. */
  known(): Record<string, unknown>
  /** Whether everything that was to be fetched anew is there. */
  isSettled(): boolean
  stop(): void
}

/** Connects, opens a channel and a conversation, and loads everything. */
export async function warmUp(person: Person, seen: Seen): Promise<WarmClient> {
  const live = await person.connect({ socket: { reconnection: false } })
  const queryClient = createQueryClient()
  const stopSeeding = seedPresence(queryClient)
  const sink = createEventSink(queryClient, person.user.id)
  for (const name of eventNames) {
    const listen = live.socket.on.bind(live.socket) as (name: string, listener: (payload: never) => void) => void
    listen(name, (payload) => sink.apply(name, payload))
  }
  clearTypists()
  await live.request('join-servers', {})
  await live.request('join-channel', { channelId: seen.channelId })
  await live.request('join-conversation', { conversationId: seen.conversationId })
  // What nothing looks at is not fetched again when an event asks for it.
  const observers = queriesOf(person, seen).map(([queryKey, queryFn]) =>
    new QueryObserver(queryClient, { queryKey, queryFn }).subscribe(() => undefined),
  )
  await Promise.all(queriesOf(person, seen).map(([queryKey, queryFn]) => queryClient.fetchQuery({ queryKey, queryFn })))
  return {
    live,
    known: () => ({ ...withoutLastSeen(withPresence(comparable(queryClient))), typing: typistsOf(seen.channelId) }),
    isSettled: () => queryClient.isFetching() === 0,
    stop() {
      for (const unsubscribe of observers) unsubscribe()
      stopSeeding()
      queryClient.clear()
      live.close()
    },
  }
}

/** What a client that has just been started would know. What is gone for the person is not there. */
export async function fetchAfresh(person: Person, seen: Seen, live: Realtime): Promise<Record<string, unknown>> {
  const queryClient = createQueryClient()
  const isGone = (error: { code?: string }) => {
    if (error.code !== 'not_found') throw error
  }
  for (const [queryKey, queryFn] of queriesOf(person, seen)) {
    await queryClient.fetchQuery({ queryKey, queryFn, retry: false }).catch(isGone)
  }
  const opened = await live.request('join-channel', { channelId: seen.channelId }).catch(isGone)
  const known = { ...withoutLastSeen(comparable(queryClient)), typing: opened?.typing ?? [] }
  queryClient.clear()
  return known
}

/** The cached data by key, without what is on purpose kept in one place only, or is no news. */
function comparable(queryClient: QueryClient): Record<string, unknown> {
  const queries = queryClient.getQueryCache().getAll()
  return Object.fromEntries(
    queries.flatMap(({ queryKey, state }) =>
      state.data === undefined ? [] : [[queryKey.join(' '), comparableData(String(queryKey[0]), state.data)]],
    ),
  )
}

function comparableData(kind: string, data: unknown): unknown {
  switch (kind) {
    case 'messages':
      // Deleted messages keep their row until the next start. Only the sender has any use for the nonce.
      return (data as MessageWindow).messages.filter(({ deleted }) => !deleted).map(({ nonce, ...message }) => message)
    case 'server': {
      // What is newest in a channel is kept with what is unread.
      const detail = data as ServerDetail
      return { ...detail, channels: detail.channels.map(({ lastSeq, lastMessageId, ...channel }) => channel) }
    }
    case 'members':
      return (data as MemberPages).pages
    case 'unread':
      return (data as UnreadState[]).toSorted((a, b) => a.channelId.localeCompare(b.channelId))
    case 'sessions':
      return (data as { lastSeenAt: string }[]).map(({ lastSeenAt, ...session }) => session)
    default:
      return data
  }
}

/** People's status is kept in one place, and shown from there. */
function withPresence(known: Record<string, unknown>): Record<string, unknown> {
  const ofMember = (member: Member) => ({ ...member, ...statusOf(member.userId) })
  return Object.fromEntries(
    Object.entries(known).map(([key, data]) => {
      if (key.startsWith('server ')) {
        return [key, { ...(data as ServerDetail), members: (data as ServerDetail).members.map(ofMember) }]
      }
      if (key.startsWith('members ')) {
        const pages = data as MemberPages['pages']
        return [key, pages.map((page) => ({ ...page, members: page.members.map(ofMember) }))]
      }
      if (key === 'conversations') {
        const withStatus = ({ participants, ...conversation }: Conversation) => ({
          ...conversation,
          participants: participants.map((participant) => ({ ...participant, ...statusOf(participant.id) })),
        })
        return [key, (data as Conversation[]).map(withStatus)]
      }
      return [key, data]
    }),
  )
}

/** When somebody was last seen is of interest once they are gone. */
function withoutLastSeen(known: Record<string, unknown>): Record<string, unknown> {
  const isHere = (value: unknown) => (value as Partial<Presence> | null)?.status !== 'offline'
  return JSON.parse(JSON.stringify(known), (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'status' in value && isHere(value)
      ? { ...value, lastSeenAt: null }
      : value,
  )
}

function statusOf(userId: string) {
  const presence = presenceOf(userId)
  return presence && { status: presence.status, lastSeenAt: presence.lastSeenAt }
}
