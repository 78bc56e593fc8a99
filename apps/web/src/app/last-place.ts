import { useEffect } from 'react'
import { usePlace } from './router/place.ts'

let place = '/conversations'

/** Notes where one is, except in settings, so that closing those leads back. */
export function useLastPlace(): void {
  const href = usePlace(({ pathname, search }) => pathname + search)
  useEffect(() => {
    if (!/^\/(settings|servers)\b/.test(href)) place = href
  }, [href])
}

/** Where one was before opening settings. */
export function lastPlace(): string {
  return place
}
