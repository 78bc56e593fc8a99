import { limits } from '@parley/contracts/limits'
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Hash, Users } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { textChannels } from '../features/channel/channel-queries.ts'
import { cacheConversation, conversationsQuery } from '../features/conversation/conversation-queries.ts'
import { describeConversation } from '../features/conversation/describe-conversation.ts'
import { useDebounced } from '../features/conversation/use-debounced.ts'
import { ServerIcon } from '../features/server/server-icon.tsx'
import { serverQuery, serversQuery } from '../features/server/server-queries.ts'
import { useSelf } from '../features/user/user-queries.ts'
import { Avatar } from '../ui/avatar.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { toastError } from '../ui/toaster.tsx'
import { api } from './api.ts'
import { bareName, type JumpTarget, matchTargets } from './jump-targets.ts'

/** Servers whose channels are fetched to be found here. */
const searchedServers = 30
const shownTargets = 12

/** Goes anywhere by a few letters: channels, conversations, servers, people. */
export function QuickSwitcher({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Jump to">
      <Finder onClose={onClose} />
    </Dialog>
  )
}

/** Everywhere one could go, conversations first: the list shows the latest ones before anything is typed. */
function useTargets(typed: string): { targets: JumpTarget[]; isSearching: boolean } {
  const selfId = useSelf().id
  const conversations = useQuery(conversationsQuery).data ?? []
  const servers = useQuery(serversQuery).data ?? []
  const details = useQueries({ queries: servers.slice(0, searchedServers).map(({ id }) => serverQuery(id)) })
  const search = useDebounced(bareName(typed), 200)
  const people = useQuery({
    queryKey: ['user-search', search],
    queryFn: () => api.searchUsers({ query: { q: search } }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: 10_000,
  })

  const met = new Set<string>()
  const targets: JumpTarget[] = []
  for (const conversation of conversations) {
    const { title, isGroup, others } = describeConversation(conversation, selfId)
    if (!isGroup && others[0]) met.add(others[0].id)
    const hint = isGroup ? 'Group' : `@${others[0]?.username ?? ''}`
    targets.push({ kind: 'conversation', id: conversation.id, label: title, hint, conversation })
  }
  for (const { data } of details) {
    for (const channel of textChannels(data?.channels ?? [])) {
      targets.push({ kind: 'channel', id: channel.id, label: channel.name, hint: data?.name ?? '', channel })
    }
  }
  for (const server of servers) {
    targets.push({ kind: 'server', id: server.id, label: server.name, hint: 'Server', server })
  }
  for (const user of bareName(typed) === '' ? [] : (people.data ?? [])) {
    if (user.id === selfId || met.has(user.id)) continue
    targets.push({ kind: 'person', id: user.id, label: user.displayName, hint: `@${user.username}`, user })
  }
  return { targets, isSearching: people.isFetching || search !== bareName(typed) }
}

/** Navigates to a target; for a person, starts the conversation first. */
function useGo() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return async (target: JumpTarget): Promise<void> => {
    if (target.kind === 'channel') {
      const { serverId, id: channelId } = target.channel
      return navigate({ to: '/channels/$serverId/$channelId', params: { serverId, channelId } })
    }
    if (target.kind === 'server') return navigate({ to: '/channels/$serverId', params: { serverId: target.id } })
    let conversationId = target.id
    if (target.kind === 'person') {
      const conversation = await api.createConversation({ body: { userId: target.id } })
      cacheConversation(queryClient, conversation)
      conversationId = conversation.id
    }
    return navigate({ to: '/conversations/$conversationId', params: { conversationId } })
  }
}

function Finder({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [chosenIndex, setChosenIndex] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const go = useGo()
  const { targets, isSearching } = useTargets(typed)
  const found = matchTargets(targets, typed, shownTargets)
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
    const target = found[index]
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
        aria-label="Jump to a channel, conversation, server or person"
        aria-expanded={found.length > 0}
        aria-controls="jump-targets"
        aria-activedescendant={found[index] && `jump-${found[index].id}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={limits.searchQuery}
        placeholder="Channel, person or server"
        value={typed}
        className="h-11 w-full rounded-lg border border-line-strong bg-field px-3 text-text focus-visible:outline-offset-0 placeholder:text-muted pointer-coarse:text-base"
        onChange={(event) => {
          setTyped(event.target.value)
          setChosenIndex(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id="jump-targets"
        role="listbox"
        aria-label="Found"
        className="mt-3 flex h-80 flex-col overflow-y-auto"
      >
        {found.map((target, position) => (
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
            <span className="min-w-0 grow truncate">{target.label}</span>
            <span className="max-w-2/5 shrink-0 truncate text-sm text-muted">{target.hint}</span>
          </div>
        ))}
        {found.length === 0 && !isSearching && <p className="p-2 text-muted">Nothing and nobody is called that.</p>}
      </div>
    </>
  )
}

function TargetIcon({ target }: { target: JumpTarget }) {
  const selfId = useSelf().id
  if (target.kind === 'server') return <ServerIcon server={target.server} size={24} />
  if (target.kind === 'person') return <Avatar user={target.user} size={24} />
  if (target.kind === 'conversation') {
    const { isGroup, others } = describeConversation(target.conversation, selfId)
    if (!isGroup && others[0]) return <Avatar user={others[0]} size={24} />
  }
  const Icon = target.kind === 'channel' ? Hash : Users
  return <Icon aria-hidden className="mx-0.5 size-5 shrink-0 text-muted" />
}
