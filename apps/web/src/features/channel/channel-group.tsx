import type { ServerDetail } from '@parley/contracts/server'
import { ChevronDown, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { ChannelKind } from './channel-queries.ts'
import { toggleCollapsed, useIsCollapsed } from './collapsed-channels.ts'
import { CreateChannelDialog } from './lazy-dialogs.ts'

export interface ChannelGroupProps {
  server: ServerDetail
  heading: string
  kind: ChannelKind
  /** Of the button to create one more; without it, nobody may. */
  createLabel: string | undefined
  /** Its channels, as list items. */
  children: ReactNode
}

/** The channels of one kind in a server's list, under their heading, which folds them away. */
export function ChannelGroup({ server, heading, kind, createLabel, children }: ChannelGroupProps) {
  const [isCreating, setCreating] = useState(false)
  const isCollapsed = useIsCollapsed(server.id, kind)
  return (
    <>
      <div className="mb-1 flex min-h-7 items-center justify-between">
        <h2 className="min-w-0 text-[0.8125rem] font-semibold text-muted">
          <button
            type="button"
            aria-expanded={!isCollapsed}
            className="flex min-h-7 items-center gap-1 rounded-md pr-2 pl-0.5 hover:text-text pointer-coarse:min-h-11"
            onClick={() => toggleCollapsed(server.id, kind)}
          >
            <ChevronDown
              aria-hidden
              className={classNames('size-3.5 transition-transform', isCollapsed && '-rotate-90')}
            />
            {heading}
          </button>
        </h2>
        {createLabel !== undefined && (
          <IconButton label={createLabel} size="small" onClick={() => setCreating(true)}>
            <Plus />
          </IconButton>
        )}
      </div>
      <ul className="flex flex-col gap-0.5">{children}</ul>
      <CreateChannelDialog server={server} kind={kind} open={isCreating} onOpenChange={setCreating} />
    </>
  )
}
