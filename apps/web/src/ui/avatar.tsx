import type { PresenceStatus } from '@parley/contracts/user'
import { useState } from 'react'
import { classNames } from './class-names.ts'
import { PresenceDot } from './presence-dot.tsx'

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
  /** Pixels. */
  size?: number
  /** Shows a presence dot. */
  status?: PresenceStatus | undefined
  className?: string
}

/** A user's picture, or the initial on a colour of their own. Purely visual: the name stands beside it. */
export function Avatar({ user, size = 36, status, className }: AvatarProps) {
  const [broken, setBroken] = useState<string>()
  const image = user.avatarUrl && user.avatarUrl !== broken ? user.avatarUrl : undefined
  const dot = Math.max(10, Math.round(size * 0.32))
  return (
    <span
      aria-hidden
      className={classNames('relative inline-block shrink-0', className)}
      style={{ width: size, height: size }}
    >
      {image ? (
        <img
          src={image}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          className="size-full rounded-full object-cover"
          onError={() => setBroken(image)}
        />
      ) : (
        <span
          className="flex size-full items-center justify-center rounded-full leading-none font-semibold text-[white] select-none"
          style={{ backgroundColor: colourOf(user.id), fontSize: size * 0.42 }}
        >
          {initial(user.displayName)}
        </span>
      )}
      {status && (
        <span
          className="absolute -right-0.5 -bottom-0.5 flex items-center justify-center rounded-full bg-(--avatar-ground,var(--color-surface))"
          style={{ width: dot + 4, height: dot + 4 }}
        >
          <span className="flex" style={{ width: dot, height: dot }}>
            <PresenceDot status={status} className="size-full" />
          </span>
        </span>
      )}
    </span>
  )
}
