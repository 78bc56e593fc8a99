import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { Hash, Users } from 'lucide-react'
import { PageHeader } from '../../app/page-header.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useMemberPane } from '../member/member-pane-state.ts'

export interface ChannelHeaderProps {
  serverId: string
  /** Undefined while it loads. */
  channel: Channel | undefined
}

/** The bar above a channel: its name, its topic, and the switch for the members. */
export function ChannelHeader({ serverId, channel }: ChannelHeaderProps) {
  return (
    <PageHeader back={`/channels/${serverId}`} actions={<MembersToggle />}>
      <Hash aria-hidden className="size-5 shrink-0 text-muted" />
      {channel ? (
        <div className="flex min-w-0 max-md:flex-col md:items-center md:gap-2">
          <h1 dir="auto" className="truncate text-left leading-tight font-semibold md:max-w-80 md:shrink-0">
            {channel.name}
          </h1>
          {channel.topic && <Topic name={channel.name} topic={channel.topic} />}
        </div>
      ) : (
        <Skeleton className="h-5 w-32" />
      )}
    </PageHeader>
  )
}

/** As much of the topic as fits; pressed, all of it. */
function Topic({ name, topic }: { name: string; topic: string }) {
  return (
    <>
      <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line max-md:hidden" />
      <Popover
        label={t`Topic of #${name}`}
        trigger={
          <button
            type="button"
            dir="auto"
            // A finger may as well meet the name.
            className="relative min-w-0 rounded-md text-left text-sm text-muted hover:text-text max-md:text-xs pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-top-6 pointer-coarse:after:-bottom-2.5"
          >
            <span className="block truncate">{topic}</span>
          </button>
        }
      >
        <div className="p-4">
          <h2 dir="auto" className="font-semibold">
            #{name}
          </h2>
          <p dir="auto" className="mt-1 text-sm whitespace-pre-wrap">
            {topic}
          </p>
        </div>
      </Popover>
    </>
  )
}

function MembersToggle() {
  const { isShown, show } = useMemberPane()
  return (
    <IconButton
      label={isShown ? t`Hide members` : t`Show members`}
      side="bottom"
      aria-pressed={isShown}
      onClick={() => show(!isShown)}
    >
      <Users />
    </IconButton>
  )
}
