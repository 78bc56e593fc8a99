import { t } from '@lingui/core/macro'
import type { PresenceStatus } from '@parley/contracts/user'
import { classNames } from './class-names.ts'

/** A status as people say it. */
export function presenceLabel(status: PresenceStatus): string {
  switch (status) {
    case 'online':
      return t`Online`
    case 'idle':
      return t`Away`
    case 'dnd':
      return t`Do not disturb`
    case 'offline':
      return t`Offline`
  }
}

const colours: Record<PresenceStatus, string> = {
  online: 'text-online',
  idle: 'text-idle',
  dnd: 'text-dnd',
  offline: 'text-offline',
}

const shapes: Record<PresenceStatus, string> = {
  online: 'M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0z',
  idle: 'M4.4.2a5 5 0 0 0 7.4 7.4A6 6 0 1 1 4.4.2z',
  dnd: 'M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0zM3.4 4.8a1.2 1.2 0 0 0 0 2.4h5.2a1.2 1.2 0 0 0 0-2.4z',
  offline: 'M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0zm0 2.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8z',
}

/** Presence as a shape and a colour, so that neither alone has to carry it. Purely visual: say it in words nearby. */
export function PresenceDot({ status, className }: { status: PresenceStatus; className?: string }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden className={classNames('size-3', colours[status], className)}>
      <path d={shapes[status]} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}
