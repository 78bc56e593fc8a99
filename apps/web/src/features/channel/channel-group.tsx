import type { ServerDetail } from '@parley/contracts/server'
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import type { ChannelKind } from './channel-queries.ts'
import { CreateChannelDialog } from './lazy-dialogs.ts'

export interface ChannelGroupProps {
  server: ServerDetail
  heading: ReactNode
  kind: ChannelKind
  /** Of the button to create one more; without it, nobody may. */
  createLabel: string | undefined
  /** Its channels, as list items. */
  children: ReactNode
}

/** The channels of one kind in a server's list, under their heading. */
export function ChannelGroup({ server, heading, kind, createLabel, children }: ChannelGroupProps) {
  const [isCreating, setCreating] = useState(false)
  return (
    <>
      <div className="mb-1 flex min-h-7 items-center justify-between">
        <h2 className="min-w-0 text-[0.8125rem] font-semibold text-muted">{heading}</h2>
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
