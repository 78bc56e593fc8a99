import { colourOf } from '../../ui/avatar.tsx'
import { Picture } from '../../ui/picture.tsx'
import { spaced } from '../../ui/spaced.ts'

const graphemes = new Intl.Segmenter()

/** Up to three initials: "Friends of tea" → "FOT". */
function initials(name: string): string {
  return name
    .split(/\s+/)
    .flatMap((word) => [...graphemes.segment(word)][0]?.segment ?? [])
    .slice(0, 3)
    .join('')
    .toLocaleUpperCase()
}

export interface ServerIconProps {
  server: { id: string; name: string; iconUrl?: string | null }
  /** Pixels, where there is room. */
  size?: number
}

/** A server's picture, or its initials on a colour of its own. Purely visual: the name stands beside it. */
export function ServerIcon({ server, size = 48 }: ServerIconProps) {
  const text = initials(server.name)
  return (
    <span
      aria-hidden
      className="relative inline-block shrink-0 overflow-hidden rounded-[30%]"
      style={{ width: spaced(size), height: spaced(size) }}
    >
      <Picture
        src={server.iconUrl}
        fallback={
          <span
            className="flex size-full items-center justify-center leading-none font-semibold text-[white] select-none"
            style={{ backgroundColor: colourOf(server.id), fontSize: spaced(size * (text.length > 2 ? 0.3 : 0.36)) }}
          >
            {text}
          </span>
        }
      />
    </span>
  )
}
