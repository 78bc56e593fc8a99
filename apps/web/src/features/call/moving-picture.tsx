import { useEffect, useRef } from 'react'
import { classNames } from '../../ui/class-names.ts'

export interface MovingPictureProps {
  stream: MediaStream
  /** What is to be seen, in words. */
  label: string
  /** The whole of it, rather than filling the frame. */
  isWhole?: boolean
  /** One's own camera is shown as in a mirror. */
  isMirrored?: boolean
}

/** A camera or a screen. Its sound is played elsewhere. */
export function MovingPicture({ stream, label, isWhole = false, isMirrored = false }: MovingPictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  return (
    <video
      ref={video}
      aria-label={label}
      autoPlay
      muted
      playsInline
      className={classNames(
        'absolute inset-0 size-full',
        isWhole ? 'object-contain' : 'object-cover',
        isMirrored && '-scale-x-100',
      )}
    />
  )
}
