import { t } from '@lingui/core/macro'
import { AudioLines } from 'lucide-react'
import { homePath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { usePlace } from '../../app/router/place.ts'
import type { Target } from '../../realtime/target.ts'
import { classNames } from '../../ui/class-names.ts'
import { CallControls } from './call-controls.tsx'
import { useCallPlace } from './call-place.ts'
import { describeConnection } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'

export interface CallBarProps {
  /** At the foot of a list, where there is less width and more height than across the page. */
  isDocked?: boolean
}

/** The call one is in, while one looks at something else. */
export function CallBar({ isDocked = false }: CallBarProps) {
  const target = useCall((call) => call.target)
  const isShown = usePlace(({ pathname }) => target !== null && pathname.includes(target.channelId))
  return target && !isShown ? <Bar target={target} isDocked={isDocked} /> : null
}

function Bar({ target, isDocked }: { target: Target; isDocked: boolean }) {
  const place = useCallPlace(target)
  const status = useCall(describeConnection)
  return (
    <section
      aria-label={t`Your call`}
      className={classNames(
        'flex shrink-0 gap-2 border-line bg-accent-soft text-sm',
        isDocked ? 'flex-col border-t p-2' : 'min-h-11 items-center border-b px-3 py-1',
      )}
    >
      <Link
        to={place?.path ?? homePath}
        className="flex min-h-9 min-w-0 grow items-center gap-2 rounded-md px-1 hover:underline pointer-coarse:min-h-11"
      >
        <AudioLines aria-hidden className="size-5 shrink-0 text-accent" />
        <span className={classNames('flex min-w-0 grow gap-x-2 leading-tight', isDocked && 'flex-col')}>
          <span dir="auto" className="truncate font-medium">
            {place?.name || t`Call`}
          </span>
          <span className="shrink-0 text-muted">{status}</span>
        </span>
      </Link>
      <CallControls isSmall />
    </section>
  )
}
