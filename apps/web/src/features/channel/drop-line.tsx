import { classNames } from '../../ui/class-names.ts'
import type { Place } from './move-channel.ts'

/** Shows on which side of a row, which has to be its containing block, something will be dropped. */
export function DropLine({ side }: { side: Place['side'] | undefined }) {
  if (!side) return null
  return (
    <span
      aria-hidden
      className={classNames(
        'pointer-events-none absolute inset-x-0 z-10 h-0.5 bg-accent',
        side === 'before' ? 'top-0' : 'bottom-0',
      )}
    />
  )
}
