import type { UnreadState } from '@parley/contracts/message'
import type { NotificationSettingsList } from '@parley/contracts/notification'
import { useQuery } from '@tanstack/react-query'
import { unreadCount } from '../../realtime/unread-list.ts'
import { effectiveLevel, isMuted, notificationSettingsQuery } from '../notification/notification-settings.ts'
import { unreadQuery } from './unread.ts'

/** How much waits for somebody somewhere. */
export interface Attention {
  /** Unread messages, those of what is muted left out. */
  unread: number
  /** Those among them that are meant for one: mentions, messages of conversations, whatever one asked to hear of. */
  personal: number
}

const subjectOf = ({ channelId, serverId }: UnreadState) =>
  serverId === null
    ? ({ kind: 'conversation', channelId } as const)
    : ({ kind: 'channel', channelId, serverId } as const)

/** Sums up what waits in some channels and conversations. What is muted only waits where it mentions one. */
export function attentionOf(
  states: readonly UnreadState[],
  settings: NotificationSettingsList | undefined,
  belongs: (state: UnreadState) => boolean,
): Attention {
  const sum = { unread: 0, personal: 0 }
  for (const state of states) {
    const unread = unreadCount(state)
    if (unread === 0 || !belongs(state)) continue
    const subject = subjectOf(state)
    const muted = isMuted(settings, subject)
    const mentions = state.mentionSeqs.length
    sum.unread += muted ? mentions : unread
    sum.personal += effectiveLevel(settings, subject) === 'all' ? unread : mentions
  }
  return sum
}

function useAttention(belongs: (state: UnreadState) => boolean): Attention {
  const { data: settings } = useQuery(notificationSettingsQuery)
  const { data } = useQuery({ ...unreadQuery, select: (states) => attentionOf(states, settings, belongs) })
  return data ?? { unread: 0, personal: 0 }
}

/** What waits in one channel or conversation. */
export function useChannelAttention(channelId: string): Attention {
  return useAttention((state) => state.channelId === channelId)
}

/** What waits in all channels of a server. */
export function useServerAttention(serverId: string): Attention {
  return useAttention((state) => state.serverId === serverId)
}

/** Ids of the servers in which something waits. */
export function useWaitingServerIds(): string[] {
  const { data: settings } = useQuery(notificationSettingsQuery)
  const { data } = useQuery({
    ...unreadQuery,
    select: (states) => {
      const waiting = states.filter((state) => attentionOf([state], settings, () => true).unread > 0)
      return [...new Set(waiting.flatMap(({ serverId }) => serverId ?? []))]
    },
  })
  return data ?? []
}

/** What waits in all conversations. */
export function useConversationsAttention(): Attention {
  return useAttention((state) => state.serverId === null)
}

/** What waits anywhere. */
export function useTotalAttention(): Attention {
  return useAttention(() => true)
}
