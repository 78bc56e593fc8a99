import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Hash, Users, Volume2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { kindOf } from '../features/channel/channel-queries.ts'
import { cacheConversation } from '../features/conversation/conversation-queries.ts'
import { describeConversation } from '../features/conversation/describe-conversation.ts'
import { notificationSettingsQuery } from '../features/notification/notification-settings.ts'
import { attentionOf, useChannelAttention } from '../features/read-state/attention.ts'
import { unreadQuery } from '../features/read-state/unread.ts'
import { UnreadBadge } from '../features/read-state/unread-badge.tsx'
import { ServerIcon } from '../features/server/server-icon.tsx'
import { useSelf } from '../features/user/user-queries.ts'
import { Avatar } from '../ui/avatar.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { toastError } from '../ui/toaster.tsx'
import { api } from './api.ts'
import { type FoundTarget, findTargets, type JumpTarget } from './jump-targets.ts'
import { channelPath, conversationPath, serverPath } from './paths.ts'
import { recentPlaces } from './recent-places.ts'
import { navigate } from './router/history.ts'
import { usePlace } from './router/place.ts'
import { useJumpTargets } from './use-jump-targets.ts'

const shownTargets = 14

/** Goes anywhere by a few letters: channels, conversations, servers, people. */
export function QuickSwitcher({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title={t`Jump to`}>
      <Finder onClose={onClose} />
    </Dialog>
  )
}

/** Navigates to a target; for a person, starts the conversation first. */
function useGo() {
  const queryClient = useQueryClient()
  return async (target: JumpTarget): Promise<void> => {
    if (target.kind === 'channel') {
      return navigate(channelPath(target.channel.serverId, target.id))
    }
    if (target.kind === 'server') return navigate(serverPath(target.id))
    let conversationId = target.id
    if (target.kind === 'person') {
      const conversation = await api.createConversation({ body: { userId: target.id } })
      cacheConversation(queryClient, conversation)
      conversationId = conversation.id
    }
    return navigate(conversationPath(conversationId))
  }
}

function Finder({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [chosenIndex, setChosenIndex] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const go = useGo()
  const { targets, isSearching } = useJumpTargets(typed)
  const urgency = useUrgency()
  const openId = usePlace(({ params }) => params.channelId ?? params.conversationId)
  // Nobody jumps to where they are.
  const [recent] = useState(() => recentPlaces().filter((id) => id !== openId))
  const found = findTargets(targets, typed, { recent, urgency }, shownTargets)
  const index = Math.min(chosenIndex, found.length - 1)

  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' })
  }, [index])

  function choose(target: JumpTarget) {
    onClose()
    go(target).catch(toastError)
  }

  function onKeyDown(event: KeyboardEvent) {
    const target = found[index]?.target
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setChosenIndex((index + 1) % Math.max(found.length, 1))
    else if (event.key === 'ArrowUp') setChosenIndex((index + found.length - 1) % Math.max(found.length, 1))
    else if (event.key === 'Enter' && target) choose(target)
    else return
    event.preventDefault()
  }

  return (
    <>
      <input
        ref={field}
        role="combobox"
        aria-label={t`Jump to a channel, conversation, server or person`}
        aria-expanded={found.length > 0}
        aria-controls="jump-targets"
        aria-activedescendant={found[index] && `jump-${found[index].target.id}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={limits.searchQuery}
        placeholder={t`Channel, person or server`}
        value={typed}
        className="h-11 w-full rounded-lg border border-line-strong bg-field px-3 text-text focus-visible:outline-offset-0 placeholder:text-muted pointer-coarse:text-base"
        onChange={(event) => {
          setTyped(event.target.value)
          setChosenIndex(0)
        }}
        onKeyDown={onKeyDown}
      />
      <p className="mt-2 text-xs text-muted">{t`Begin with @ for people, # for channels, * for servers.`}</p>
      <div
        ref={list}
        id="jump-targets"
        role="listbox"
        aria-label={t`Found`}
        className="mt-3 flex h-80 flex-col overflow-y-auto"
      >
        {found.map(({ target, hits }, position) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
          <div
            key={target.id}
            id={`jump-${target.id}`}
            role="option"
            aria-selected={position === index}
            className={classNames(
              'flex min-h-10 shrink-0 cursor-pointer items-center gap-2.5 rounded-lg px-2 pointer-coarse:min-h-11',
              position === index && 'bg-hover',
            )}
            onPointerMove={() => setChosenIndex(position)}
            onClick={() => choose(target)}
          >
            <TargetIcon target={target} />
            <span dir="auto" className="min-w-0 truncate text-left">
              <Marked text={target.label} hits={hits} />
            </span>
            <span dir="auto" className="max-w-2/5 shrink-0 truncate text-sm text-muted">
              {target.hint}
            </span>
            <span className="grow" />
            <TargetBadge target={target} />
          </div>
        ))}
        {found.length === 0 && !isSearching && (
          <p className="p-2 text-muted">{t`Nothing and nobody is called that.`}</p>
        )}
      </div>
    </>
  )
}

/** A label with the letters that were typed. */
function Marked({ text, hits }: { text: string; hits: FoundTarget['hits'] }) {
  if (hits.size === 0) return text
  const parts: { text: string; hit: boolean }[] = []
  for (let index = 0; index < text.length; index++) {
    const hit = hits.has(index)
    const last = parts.at(-1)
    if (last?.hit === hit) last.text += text[index]
    else parts.push({ text: text.charAt(index), hit })
  }
  return parts.map((part, index) =>
    part.hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one label are drawn anew together
      <mark key={index} className="bg-transparent font-semibold text-link underline underline-offset-2">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
}

/** How much waits behind a target, for the order before anything is typed. */
function useUrgency(): (id: string) => number {
  const { data: states = [] } = useQuery(unreadQuery)
  const { data: settings } = useQuery(notificationSettingsQuery)
  return (id) => {
    const { unread, personal } = attentionOf(states, settings, ({ channelId }) => channelId === id)
    return personal > 0 ? 2 : unread > 0 ? 1 : 0
  }
}

function TargetBadge({ target }: { target: JumpTarget }) {
  const attention = useChannelAttention(target.id)
  return <UnreadBadge {...attention} />
}

function TargetIcon({ target }: { target: JumpTarget }) {
  const selfId = useSelf().id
  if (target.kind === 'server') return <ServerIcon server={target.server} size={24} />
  if (target.kind === 'person') return <Avatar user={target.user} size={24} />
  if (target.kind === 'conversation') {
    const { isGroup, others } = describeConversation(target.conversation, selfId)
    if (!isGroup && others[0]) return <Avatar user={others[0]} size={24} />
  }
  const Icon = target.kind !== 'channel' ? Users : kindOf(target.channel) === 'voice' ? Volume2 : Hash
  return <Icon aria-hidden className="mx-0.5 size-5 shrink-0 text-muted" />
}
