import type { PresenceStatus } from '@parley/contracts/user'
import { classNames } from './class-names.ts'
import { Picture } from './picture.tsx'
import { PresenceDot } from './presence-dot.tsx'
import { spaced } from './spaced.ts'

const graphemes = new Intl.Segmenter()

/** The first letter (or emoji) of a name, upper-cased. */
function initial(name: string): string {
  const [first] = graphemes.segment(name.trim())
  return first?.segment.toLocaleUpperCase() ?? '?'
}

/** A colour that stays the same for an id. Lightness and chroma are fixed, so that white text is readable on all. */
export function colourOf(id: string): string {
  let hash = 0
  for (const digit of id) hash = (hash * 31 + digit.charCodeAt(0)) | 0
  return `oklch(0.48 0.085 ${(Math.abs(hash) % 24) * 15})`
}

export interface AvatarProps {
  user: { id: string; displayName: string; avatarUrl?: string | null }
  /** Pixels, where there is room. */
  size?: number
  /** Shows a presence dot. */
  status?: PresenceStatus | undefined
  className?: string
}

/** A user's picture, or the initial on a colour of their own. Purely visual: the name stands beside it. */
export function Avatar({ user, size = 36, status, className }: AvatarProps) {
  const dot = Math.min(18, Math.max(10, Math.round(size * 0.32)))
  return (
    <span
      aria-hidden
      className={classNames('relative inline-block shrink-0', className)}
      style={{ width: spaced(size), height: spaced(size) }}
    >
      <span className="relative block size-full overflow-hidden rounded-full">
        <Picture
          src={user.avatarUrl}
          fallback={
            <span
              className="flex size-full items-center justify-center leading-none font-semibold text-[white] select-none"
              style={{ backgroundColor: colourOf(user.id), fontSize: spaced(size * 0.42) }}
            >
              {initial(user.displayName)}
            </span>
          }
        />
      </span>
      {status && (
        <span
          className="absolute -right-0.5 -bottom-0.5 flex items-center justify-center rounded-full bg-(--avatar-ground,var(--color-surface))"
          style={{ width: spaced(dot + 4), height: spaced(dot + 4) }}
        >
          <span className="flex" style={{ width: spaced(dot), height: spaced(dot) }}>
            <PresenceDot status={status} className="size-full" />
          </span>
        </span>
      )}
    </span>
  )
}
