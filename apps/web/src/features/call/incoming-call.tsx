import { t } from '@lingui/core/macro'
import type { Call } from '@parley/contracts/call'
import { Phone, PhoneOff } from 'lucide-react'
import { useEffect } from 'react'
import { conversationPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { useChosenStatus } from '../presence/own-presence.ts'
import { startRingTone } from './ring-tone.ts'

/** Whoever calls, over everything else, until it is answered somewhere. */
export function IncomingCall({ call }: { call: Call }) {
  const { call: engine, connection } = useRealtime()
  const isQuiet = useChosenStatus() === 'dnd'
  const [caller] = call.participants
  useEffect(() => (isQuiet ? undefined : startRingTone()), [isQuiet])
  if (!caller) return null
  const { displayName } = caller.user
  return (
    <section
      role="alert"
      aria-label={t`Incoming call`}
      className="fixed top-4 left-1/2 z-50 flex w-[min(22rem,calc(100vw-2rem))] -translate-x-1/2 flex-col gap-4 rounded-2xl border border-line bg-raised p-4 shadow-raised [--avatar-ground:var(--color-raised)]"
    >
      <div className="flex items-center gap-3">
        <Avatar user={caller.user} size={44} />
        <p className="min-w-0 grow">
          <span dir="auto" className="block truncate font-semibold">
            {displayName}
          </span>
          <span className="text-sm text-muted">{t`is calling you`}</span>
        </p>
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Button
          variant="danger"
          onClick={() => void connection.request('decline-call', { callId: call.id }).catch(() => undefined)}
        >
          <PhoneOff aria-hidden className="size-4" />
          {t`Decline`}
        </Button>
        <Button
          variant="primary"
          onClick={() => {
            void engine.join({ kind: 'conversation', channelId: call.id })
            void navigate(conversationPath(call.id))
          }}
        >
          <Phone aria-hidden className="size-4" />
          {t`Answer`}
        </Button>
      </div>
    </section>
  )
}
