import { type ReactNode, useState } from 'react'
import { useIsNarrow } from '../ui/use-media-query.ts'
import { useSwipe } from '../ui/use-swipe.ts'
import { goTo } from './go-to.ts'

export interface PageFrameProps {
  /** The list that this page belongs to; on small screens a swipe to the right leads there. */
  back: string
  /** What a swipe to the left does on small screens. */
  onForward?: () => void
  children: ReactNode
}

/** What is open beside a list, or on small screens in its place. */
export function PageFrame({ back, onForward, children }: PageFrameProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  useSwipe(frame, useIsNarrow() ? { right: () => goTo(back), left: onForward } : {})
  return (
    <div
      ref={setFrame}
      className="flex min-w-0 grow swipeable flex-col bg-canvas [--avatar-ground:var(--color-canvas)]"
    >
      {children}
    </div>
  )
}
