import { t } from '@lingui/core/macro'
import { Maximize, Minimize } from 'lucide-react'
import { type RefObject, useSyncExternalStore } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'

function onFullScreenChange(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}

/** Lets a part of the page fill the whole screen, and gives that back. Nothing where the browser cannot. */
export function FullScreenButton({ part }: { part: RefObject<HTMLElement | null> }) {
  const isFull = useSyncExternalStore(
    onFullScreenChange,
    () => document.fullscreenElement !== null && document.fullscreenElement === part.current,
  )
  if (!document.fullscreenEnabled) return null
  return (
    <IconButton
      label={isFull ? t`Leave full screen` : t`Full screen`}
      size="small"
      className="bg-raised pointer-coarse:rounded-full"
      onClick={() =>
        void (isFull ? document.exitFullscreen() : part.current?.requestFullscreen())?.catch(() => undefined)
      }
    >
      {isFull ? <Minimize /> : <Maximize />}
    </IconButton>
  )
}
