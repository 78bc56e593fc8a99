import { t } from '@lingui/core/macro'
import { Phone, PhoneCall } from 'lucide-react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useCallIn } from './call-queries.ts'
import { useCall } from './engine/call-store.ts'
import { CallPanel } from './lazy-call-panel.ts'

/** In a conversation's header: calls, or joins the call that is under way. */
export function CallButton({ conversationId }: { conversationId: string }) {
  const { call: engine } = useRealtime()
  const call = useCallIn(conversationId)
  const isHere = useCall(({ target }) => target?.channelId === conversationId)
  if (isHere) return null
  return (
    <IconButton
      label={call ? t`Join the call` : t`Call`}
      side="bottom"
      onClick={() => void engine.join({ kind: 'conversation', channelId: conversationId })}
    >
      {call ? <PhoneCall /> : <Phone />}
    </IconButton>
  )
}

/** Above a conversation's messages: the call one is in, or that there is one. */
export function ConversationCall({ conversationId }: { conversationId: string }) {
  const { call: engine } = useRealtime()
  const call = useCallIn(conversationId)
  const isHere = useCall(({ target }) => target?.channelId === conversationId)
  if (isHere) {
    return (
      <div className="flex h-[min(24rem,50dvh)] shrink-0 flex-col border-b border-line">
        <CallPanel />
      </div>
    )
  }
  if (!call) return null
  const names = call.participants.map(({ user }) => user.displayName).join(', ')
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line bg-accent-soft px-4 py-2 text-sm">
      <PhoneCall aria-hidden className="size-4.5 text-accent" />
      <p className="min-w-0 grow truncate">{t`In the call: ${names}`}</p>
      <Button
        size="small"
        variant="primary"
        onClick={() => void engine.join({ kind: 'conversation', channelId: conversationId })}
      >
        {t`Join`}
      </Button>
    </div>
  )
}
