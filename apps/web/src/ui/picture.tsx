import { type ReactNode, useState } from 'react'

export interface PictureProps {
  src: string | null | undefined
  /** Stands there until the picture has come, and instead of one that does not come. */
  fallback: ReactNode
}

/** Fills its parent, which has a size of its own, so that nothing moves when the picture comes. Purely visual. */
export function Picture({ src, fallback }: PictureProps) {
  const [loaded, setLoaded] = useState<string>()
  const [broken, setBroken] = useState<string>()
  if (!src || src === broken) return fallback
  return (
    <>
      {src !== loaded && fallback}
      <img
        key={src}
        // One that the browser has already is there at the first paint.
        ref={(image) => {
          if (image?.complete && image.naturalWidth > 0) setLoaded(src)
        }}
        src={src}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        className="absolute inset-0 size-full object-cover"
        onLoad={() => setLoaded(src)}
        onError={() => setBroken(src)}
      />
    </>
  )
}
