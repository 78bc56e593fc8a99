import { i18n } from '@lingui/core'
import { plural, t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { Volume2 } from 'lucide-react'
import { isolate } from '../../app/isolate.ts'
import { PageFrame } from '../../app/page-frame.tsx'
import { PageHeader } from '../../app/page-header.tsx'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useCallIn } from './call-queries.ts'
import { useCall } from './engine/call-store.ts'
import { CallPanel } from './lazy-call-panel.ts'

/** A voice channel: the call, or the way into it. */
export function VoiceChannelPage({ channel }: { channel: Channel }) {
  const isHere = useCall(({ target }) => target?.channelId === channel.id)
  return (
    <PageFrame back={`/channels/${channel.serverId}`}>
      <PageHeader back={`/channels/${channel.serverId}`}>
        <Volume2 aria-hidden className="size-5 shrink-0 text-muted" />
        <h1 dir="auto" className="min-w-0 truncate font-semibold">
          {channel.name}
        </h1>
      </PageHeader>
      <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 grow flex-col outline-none">
        {isHere ? <CallPanel /> : <Entrance channel={channel} />}
      </main>
    </PageFrame>
  )
}

function Entrance({ channel }: { channel: Channel }) {
  const { call: engine } = useRealtime()
  const people = useCallIn(channel.id)?.participants ?? []
  const names = people.map(({ user }) => isolate(user.displayName))
  return (
    <EmptyState
      className="grow"
      icon={<Volume2 />}
      title={
        people.length === 0
          ? t`Nobody is here yet`
          : plural(people.length, { one: '# person is here', other: '# people are here' })
      }
      action={
        <Button variant="primary" onClick={() => void engine.join({ kind: 'channel', channelId: channel.id })}>
          {t`Join`}
        </Button>
      }
    >
      {people.length === 0
        ? t`Join, and everybody sees that you are here.`
        : new Intl.ListFormat(i18n.locale, { type: 'unit' }).format(names)}
    </EmptyState>
  )
}
