import { t } from '@lingui/core/macro'
import { AudioLines } from 'lucide-react'
import { homePath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { usePlace } from '../../app/router/place.ts'
import type { Target } from '../../realtime/target.ts'
import { CallControls } from './call-controls.tsx'
import { useCallPlace } from './call-place.ts'
import { describeConnection } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'

/** The call one is in, while one looks at something else. */
export function CallBar() {
  const target = useCall((call) => call.target)
  const isShown = usePlace(({ pathname }) => target !== null && pathname.includes(target.channelId))
  return target && !isShown ? <Bar target={target} /> : null
}

function Bar({ target }: { target: Target }) {
  const place = useCallPlace(target)
  const status = useCall(describeConnection)
  return (
    <section
      aria-label={t`Your call`}
      className="flex min-h-11 shrink-0 items-center gap-2 border-b border-line bg-accent-soft px-3 py-1 text-sm"
    >
      <AudioLines aria-hidden className="size-5 shrink-0 text-accent" />
      <Link
        to={place?.path ?? homePath}
        className="flex min-h-9 min-w-0 grow items-center gap-2 rounded-md px-1 hover:underline pointer-coarse:min-h-11"
      >
        <span dir="auto" className="truncate font-medium">
          {place?.name || t`Call`}
        </span>
        <span className="shrink-0 text-muted">{status}</span>
      </Link>
      <CallControls isSmall />
    </section>
  )
}
