import type { ServerDetail } from '@parley/contracts/server'
import { useQuery } from '@tanstack/react-query'
import { channelPath } from '../../../app/paths.ts'
import { Link } from '../../../app/router/link.tsx'
import { UserPopover } from '../../user/user-popover.tsx'
import { userQuery, useSelf } from '../../user/user-queries.ts'
import { findKnownUser } from '../known-users.ts'
import { useTabIndex } from '../reachable.ts'
import { mentionClass, ownMentionClass } from './mention-class.ts'
import { useCached } from './use-cached.ts'

export interface MentionProps {
  of: 'user' | 'channel'
  id: string
  /** What was written, shown where the id is not known. */
  source: string
}

/** A person or a channel named in a message. */
export function Mention({ of, id, source }: MentionProps) {
  return of === 'user' ? <UserMention id={id} source={source} /> : <ChannelMention id={id} source={source} />
}

/** Looks like a mention that leads nowhere: everyone here. */
export function PlainMention({ children }: { children: string }) {
  return <span className={mentionClass}>{children}</span>
}

function UserMention({ id, source }: Omit<MentionProps, 'of'>) {
  const isSelf = useSelf().id === id
  const tabIndex = useTabIndex()
  const known = useCached((queryClient) => findKnownUser(queryClient, id))
  // Members of a large server are not all loaded.
  const { data: fetched } = useQuery({ ...userQuery(id), enabled: known === undefined })
  const user = known ?? fetched
  if (!user) return source
  return (
    <UserPopover
      user={user}
      trigger={
        <button
          type="button"
          data-user-id={id}
          tabIndex={tabIndex}
          className={`${isSelf ? ownMentionClass : mentionClass} cursor-pointer hover:underline`}
        >
          <bdi>@{user.displayName}</bdi>
        </button>
      }
    />
  )
}

function ChannelMention({ id, source }: Omit<MentionProps, 'of'>) {
  const tabIndex = useTabIndex()
  const channel = useCached((queryClient) =>
    queryClient
      .getQueriesData<ServerDetail>({ queryKey: ['server'] })
      .flatMap(([, server]) => server?.channels ?? [])
      .find((candidate) => candidate.id === id),
  )
  if (!channel) return source
  return (
    <Link to={channelPath(channel.serverId, id)} tabIndex={tabIndex} className={`${mentionClass} hover:underline`}>
      <bdi>#{channel.name}</bdi>
    </Link>
  )
}
