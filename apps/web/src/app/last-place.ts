import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'

let place = '/conversations'

/** Notes where one is, except in settings, so that closing those leads back. */
export function useLastPlace(): void {
  const href = useLocation({ select: ({ href }) => href })
  useEffect(() => {
    if (!/^\/(settings|servers)\b/.test(href)) place = href
  }, [href])
}

/** Where one was before opening settings. */
export function lastPlace(): string {
  return place
}
